package org.e2enet.metrics.compare;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2enet.history.ClassMeans;
import org.e2enet.metrics.compare.ComparisonReport.ClassDifference;
import org.e2enet.metrics.compare.ComparisonReport.Pair;
import org.e2enet.metrics.compare.ComparisonReport.Sweep;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.metrics.standings.DatasetStandings;
import org.e2enet.metrics.standings.ModelCases;
import org.e2enet.metrics.standings.Standings;
import org.e2enet.scoring.figure.SweepFigure;
import org.e2enet.scoring.statistics.ClassDifferences;
import org.e2enet.scoring.statistics.Defaults;
import org.e2enet.scoring.statistics.Friedman;
import org.e2enet.scoring.statistics.Holm;
import org.e2enet.scoring.statistics.Interval;
import org.e2enet.scoring.statistics.Limits;
import org.e2enet.scoring.statistics.SignedRank;
import org.e2enet.scoring.tradeoff.Alphas;

/** Draws a report from the archive. Thread safe. */
@Singleton
public class Comparison {
    private final Standings standings;
    private final MetricsConfig.Intervals intervals;

    Comparison(Standings standings, MetricsConfig config) {
        this.standings = standings;
        this.intervals = config.intervals();
    }

    public ComparisonReport of(String dataset, Alphas alphas) {
        List<ModelCases> models = standings.cases(dataset);
        List<Sweep> sweep = SweepFigure.ALPHAS.stream()
                .map(each -> sweep(standings.of(dataset, each)))
                .toList();
        return new ComparisonReport(
                standings.of(dataset, alphas), intervals(models), pairs(names(dataset), models), ranks(models), sweep);
    }

    private static Sweep sweep(DatasetStandings standings) {
        SortedMap<String, Double> scores = new TreeMap<>();
        standings.models().stream()
                .filter(model -> model.pt() != null)
                .forEach(model -> scores.put(model.modelId(), model.pt()));
        return new Sweep(standings.alphas(), scores);
    }

    private Map<String, Interval> intervals(List<ModelCases> models) {
        SortedMap<String, Interval> byModel = new TreeMap<>();
        for (ModelCases model : models) {
            double[] dice = dice(model, List.copyOf(model.definedScans()));
            if (dice.length > 0) {
                byModel.put(
                        model.modelId(),
                        Interval.ofMean(dice, intervals.confidence(), intervals.resamples(), intervals.seed()));
            }
        }
        return byModel;
    }

    /** By model, of each class that it was scored on. */
    private Map<String, Map<Integer, String>> names(String dataset) {
        Map<String, Map<Integer, String>> names = new HashMap<>();
        standings
                .models(dataset)
                .forEach(model -> names.put(
                        model.modelId(),
                        standings.classes(dataset, model).stream()
                                .collect(Collectors.toMap(ClassMeans::label, ClassMeans::name))));
        return names;
    }

    private static List<Pair> pairs(Map<String, Map<Integer, String>> names, List<ModelCases> models) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            for (int j = i + 1; j < models.size(); j++) {
                pair(names, models.get(i), models.get(j), pairs);
            }
        }
        double[] corrected =
                Holm.adjusted(pairs.stream().mapToDouble(Pair::pValue).toArray());
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> withHolm(pairs.get(i), corrected[i]))
                .toList();
    }

    private static void pair(
            Map<String, Map<Integer, String>> names, ModelCases first, ModelCases second, List<Pair> pairs) {
        List<String> shared = sharedScans(List.of(first, second));
        if (shared.isEmpty()) {
            return;
        }
        SignedRank test = SignedRank.test(dice(first, shared), dice(second, shared));
        pairs.add(new Pair(
                first.modelId(),
                second.modelId(),
                shared.size(),
                test.meanDifference(),
                test.pValue(),
                test.pValue(),
                test.rankBiserial(),
                test.standardised(),
                Limits.of(shared.size(), Defaults.LEVEL).sentence(),
                classes(
                        names.getOrDefault(first.modelId(), Map.of()),
                        names.getOrDefault(second.modelId(), Map.of()),
                        first,
                        second)));
    }

    private static List<ClassDifference> classes(
            Map<Integer, String> ofFirst, Map<Integer, String> ofSecond, ModelCases first, ModelCases second) {
        ClassDifferences differences = new ClassDifferences();
        ofFirst.keySet().stream().filter(ofSecond::containsKey).forEach(differences::expect);
        first.differences(second, differences);
        return differences.list().stream()
                .map(each -> new ClassDifference(
                        each.label(), ofFirst.getOrDefault(each.label(), ""), each.cases(), each.meanDiceDifference()))
                .toList();
    }

    private static Pair withHolm(Pair pair, double corrected) {
        return new Pair(
                pair.first(),
                pair.second(),
                pair.cases(),
                pair.meanDiceDifference(),
                pair.pValue(),
                corrected,
                pair.rankBiserial(),
                pair.standardised(),
                pair.limits(),
                pair.classes());
    }

    /** Friedman and Nemenyi over the cases all models have; null for fewer than two such cases or models. */
    public Friedman ranks(String dataset) {
        return ranks(standings.cases(dataset));
    }

    private static Friedman ranks(List<ModelCases> models) {
        List<String> shared = models.size() < 2 ? List.of() : sharedScans(models);
        if (shared.size() < 2) {
            return null;
        }
        double[][] scores = shared.stream()
                .map(scan -> models.stream()
                        .mapToDouble(model -> model.dice(scan).orElseThrow())
                        .toArray())
                .toArray(double[][]::new);
        return Friedman.test(models.stream().map(ModelCases::modelId).toList(), scores, Defaults.LEVEL);
    }

    private static List<String> sharedScans(List<ModelCases> models) {
        SortedSet<String> shared = new TreeSet<>(models.getFirst().definedScans());
        models.forEach(model -> shared.retainAll(model.definedScans()));
        return List.copyOf(shared);
    }

    private static double[] dice(ModelCases model, List<String> scans) {
        return scans.stream()
                .mapToDouble(scan -> model.dice(scan).orElseThrow())
                .toArray();
    }
}
