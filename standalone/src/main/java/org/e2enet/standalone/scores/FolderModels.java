package org.e2enet.standalone.scores;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.scoring.evaluation.ScoringRules;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.Table;

/** Scores several folders of predictions against one of truths, all by the same classes and rules, and compares them. */
final class FolderModels {
    private final ScanReader reader = new ScanReader(ReadLimits.SINGLE_CHANNEL);
    private final Path truths;

    FolderModels(Path truths) {
        this.truths = truths;
    }

    /** @param predictions folders by the names of their models */
    FolderComparison compare(Map<String, Path> predictions) {
        Map<String, CasePairs> pairs = new LinkedHashMap<>();
        predictions.forEach((model, folder) -> pairs.put(model, CasePairs.of(truths, folder)));
        ScoringRules rules =
                ScoringRules.defaults(labels(pairs.values().stream().flatMap(cases -> cases.pairs().stream())));
        Map<String, FolderScores> scores = new LinkedHashMap<>();
        pairs.forEach((model, cases) ->
                scores.put(model, new FolderScoring(this::read, FolderScoring.atOnce()).score(cases, rules)));
        return FolderComparison.of(scores);
    }

    /** All that occur in some truth or some model's prediction: a class that one model alone makes up counts for all. */
    private List<Integer> labels(Stream<CasePairs.Pair> pairs) {
        TreeSet<Path> files = new TreeSet<>();
        pairs.forEach(pair -> {
            files.add(pair.truth());
            files.add(pair.prediction());
        });
        TreeSet<Integer> labels = new TreeSet<>();
        for (Path file : files) {
            try {
                long[] voxels = read(file).voxelsPerLabel();
                for (int label = 1; label < voxels.length; label++) {
                    if (voxels[label] > 0) {
                        labels.add(label);
                    }
                }
            } catch (FaultException unreadable) {
                continue; // its case is told to be not compared when it is scored
            }
        }
        return List.copyOf(labels);
    }

    private LabelVolume read(Path file) {
        return reader.readLabels(file, file.getFileName().toString());
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path);
    }

    static void print(FolderComparison comparison, Console console) {
        Table models = new Table("model", "mDice %", "95 % interval", "mNSD %");
        comparison
                .models()
                .forEach(model -> models.row(
                        model.name(),
                        ScoreCommand.figure(100 * model.meanDice(), 2),
                        "%.2f to %.2f".formatted(100 * model.low(), 100 * model.high()),
                        ScoreCommand.figure(model.meanNsd() == null ? null : (Double) (100 * model.meanNsd()), 2)));
        console.say(models.toString());
        Table pairs = new Table("first", "second", "difference", "p", "p (Holm)", "effect");
        comparison
                .pairs()
                .forEach(pair -> pairs.row(
                        pair.first(),
                        pair.second(),
                        "%+.4f".formatted(pair.meanDiceDifference()),
                        "%.4g".formatted(pair.pValue()),
                        "%.4g".formatted(pair.holmPValue()),
                        "%+.2f".formatted(pair.rankBiserial())));
        console.say(pairs.toString());
        for (FolderComparison.Pair pair : comparison.pairs()) {
            Table classes = new Table("label", pair.first() + " - " + pair.second(), "cases");
            pair.classes()
                    .forEach(one -> classes.row(
                            one.label(),
                            one.meanDiceDifference() == null ? "-" : "%+.4f".formatted(one.meanDiceDifference()),
                            one.cases()));
            console.say(classes.toString());
        }
        if (comparison.ranks() != null) {
            console.say("average ranks %s, critical difference %.2f (Nemenyi), p %.4g (Friedman)"
                    .formatted(
                            comparison.ranks().averageRanks(),
                            comparison.ranks().criticalDifference(),
                            comparison.ranks().pValue()));
        }
        console.say("Over %d cases. %s".formatted(comparison.cases().size(), comparison.limits()));
        comparison
                .notCompared()
                .forEach((model, names) ->
                        console.say("not compared, of %s: %s".formatted(model, String.join(", ", names))));
    }
}
