package org.e2enet.standalone.scores;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.e2enet.faults.Fault;
import org.e2enet.scoring.statistics.ClassDifference;
import org.e2enet.scoring.statistics.ClassDifferences;
import org.e2enet.scoring.statistics.Defaults;
import org.e2enet.scoring.statistics.Friedman;
import org.e2enet.scoring.statistics.Holm;
import org.e2enet.scoring.statistics.Interval;
import org.e2enet.scoring.statistics.Limits;
import org.e2enet.scoring.statistics.SignedRank;

/**
 * Models side by side on the cases that all of them were scored on: what {@code compare --truth} answers.
 *
 * @param cases names of those cases
 * @param models in the order given
 * @param pairs every two models, p-values corrected together by Holm
 * @param ranks Friedman and Nemenyi; null for fewer than two cases or models
 * @param limits what so many cases cannot show, for people
 * @param notCompared by model: cases without truth, prediction or a defined Dice
 */
record FolderComparison(
        List<String> cases,
        List<Model> models,
        List<Pair> pairs,
        Friedman ranks,
        String limits,
        Map<String, List<String>> notCompared) {
    /** A model; NSD is null where no case defines it. */
    record Model(String name, double meanDice, double low, double high, Double meanNsd) {}

    /**
     * Two models.
     *
     * @param meanDiceDifference first − second
     * @param rankBiserial effect size, −1 … 1: for the first model where above 0
     */
    record Pair(
            String first,
            String second,
            double meanDiceDifference,
            double pValue,
            double holmPValue,
            double rankBiserial,
            List<ClassDifference> classes) {}

    /**
     * @param scores of each model on the same truths, by its name
     * @throws org.e2enet.faults.FaultException CLI-313 when no case was scored for all of them
     */
    static FolderComparison of(Map<String, FolderScores> scores) {
        Map<String, Map<String, ScoreDocument>> defined = new LinkedHashMap<>();
        scores.forEach((model, folder) -> defined.put(model, defined(folder)));
        TreeSet<String> shared = new TreeSet<>();
        defined.values().forEach(cases -> shared.addAll(cases.keySet()));
        defined.values().forEach(cases -> shared.retainAll(cases.keySet()));
        if (shared.isEmpty()) {
            throw new Fault(
                            "CLI-313",
                            "no case has a defined Dice for every model",
                            "--truth, --prediction",
                            "Give each model a prediction of the same cases, with some class in truth or prediction.")
                    .exception();
        }
        List<String> cases = List.copyOf(shared);
        List<Model> models = defined.entrySet().stream()
                .map(model -> model(model.getKey(), on(cases, model.getValue())))
                .toList();
        return new FolderComparison(
                cases,
                models,
                pairs(cases, defined),
                cases.size() < 2 || models.size() < 2 ? null : ranks(cases, defined),
                Limits.of(cases.size(), Defaults.LEVEL).sentence(),
                notCompared(shared, scores));
    }

    private static Map<String, ScoreDocument> defined(FolderScores folder) {
        Map<String, ScoreDocument> cases = new TreeMap<>();
        folder.cases().stream()
                .filter(one -> one.score().meanDice() != null)
                .forEach(one -> cases.put(one.name(), one.score()));
        return cases;
    }

    private static List<ScoreDocument> on(List<String> cases, Map<String, ScoreDocument> scored) {
        return cases.stream().map(scored::get).toList();
    }

    private static Model model(String name, List<ScoreDocument> scores) {
        Interval interval = Interval.ofMean(dice(scores), Defaults.CONFIDENCE, Defaults.RESAMPLES, Defaults.SEED);
        double[] nsd = scores.stream()
                .map(ScoreDocument::meanNsd)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        Double meanNsd = nsd.length == 0
                ? null
                : (Double) IntStream.range(0, nsd.length)
                        .mapToDouble(n -> nsd[n])
                        .average()
                        .orElseThrow();
        return new Model(name, interval.mean(), interval.low(), interval.high(), meanNsd);
    }

    private static double[] dice(List<ScoreDocument> scores) {
        return scores.stream().mapToDouble(ScoreDocument::meanDice).toArray();
    }

    private static List<Pair> pairs(List<String> cases, Map<String, Map<String, ScoreDocument>> defined) {
        List<String> names = List.copyOf(defined.keySet());
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                List<ScoreDocument> first = on(cases, defined.get(names.get(i)));
                List<ScoreDocument> second = on(cases, defined.get(names.get(j)));
                SignedRank test = SignedRank.test(dice(first), dice(second));
                pairs.add(new Pair(
                        names.get(i),
                        names.get(j),
                        test.meanDifference(),
                        test.pValue(),
                        test.pValue(),
                        test.rankBiserial(),
                        classes(first, second)));
            }
        }
        double[] corrected =
                Holm.adjusted(pairs.stream().mapToDouble(Pair::pValue).toArray());
        return IntStream.range(0, pairs.size())
                .mapToObj(n -> {
                    Pair pair = pairs.get(n);
                    return new Pair(
                            pair.first(),
                            pair.second(),
                            pair.meanDiceDifference(),
                            pair.pValue(),
                            corrected[n],
                            pair.rankBiserial(),
                            pair.classes());
                })
                .toList();
    }

    private static List<ClassDifference> classes(List<ScoreDocument> first, List<ScoreDocument> second) {
        ClassDifferences differences = new ClassDifferences();
        for (int n = 0; n < first.size(); n++) {
            Map<Integer, Double> others = new HashMap<>();
            second.get(n).classes().forEach(line -> others.put(line.label(), line.dice()));
            for (ScoreDocument.ClassLine line : first.get(n).classes()) {
                differences.expect(line.label());
                Double other = others.get(line.label());
                if (line.dice() != null && other != null) {
                    differences.add(line.label(), line.dice(), other);
                }
            }
        }
        return differences.list();
    }

    private static Friedman ranks(List<String> cases, Map<String, Map<String, ScoreDocument>> defined) {
        double[][] dice = cases.stream()
                .map(name -> defined.values().stream()
                        .mapToDouble(model -> model.get(name).meanDice())
                        .toArray())
                .toArray(double[][]::new);
        return Friedman.test(List.copyOf(defined.keySet()), dice, Defaults.LEVEL);
    }

    private static Map<String, List<String>> notCompared(TreeSet<String> shared, Map<String, FolderScores> scores) {
        Map<String, List<String>> left = new LinkedHashMap<>();
        scores.forEach((model, folder) -> {
            TreeSet<String> names = new TreeSet<>(folder.withoutPrediction());
            names.addAll(folder.withoutTruth());
            folder.failed().forEach(failure -> names.add(failure.name()));
            folder.cases().forEach(one -> names.add(one.name()));
            names.removeAll(shared);
            if (!names.isEmpty()) {
                left.put(model, List.copyOf(names));
            }
        });
        return left;
    }

    boolean isWhole() {
        return notCompared.isEmpty();
    }
}
