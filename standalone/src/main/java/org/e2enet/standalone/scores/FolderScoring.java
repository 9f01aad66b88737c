package org.e2enet.standalone.scores;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.scoring.evaluation.CaseScorer;
import org.e2enet.scoring.evaluation.LabelGrid;
import org.e2enet.scoring.evaluation.Mean;
import org.e2enet.scoring.evaluation.ScoringRules;
import org.e2enet.standalone.scores.CasePairs.Pair;

/** Scores all cases of two folders, several at once. A case that cannot be scored stops no other. */
final class FolderScoring {
    private static final int MOST_AT_ONCE = 4;

    private final Function<Path, LabelVolume> reader;
    private final int threads;

    /** @param threads cases in work at once; each holds both its label maps */
    FolderScoring(Function<Path, LabelVolume> reader, int threads) {
        this.reader = reader;
        this.threads = threads;
    }

    /** Cases in work at once where nobody says how many. */
    static int atOnce() {
        return Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors());
    }

    /** @param rules of the classes given, or without classes for all that occur in any case */
    FolderScores score(CasePairs cases, ScoringRules rules) {
        List<FolderScores.Failure> failed = new ArrayList<>();
        List<Pair> readable = cases.pairs();
        ScoringRules ofAll = rules;
        if (rules.labels().isEmpty()) {
            TreeSet<Integer> labels = new TreeSet<>();
            List<Outcome<TreeSet<Integer>>> found = each(readable, (pair, volumes) -> occurring(volumes));
            found.stream().filter(Outcome::isThere).forEach(outcome -> labels.addAll(outcome.value()));
            ofAll = rules.forLabels(List.copyOf(labels));
            failures(found, failed);
            readable =
                    found.stream().filter(Outcome::isThere).map(Outcome::pair).toList();
        }
        ScoringRules used = ofAll;
        List<Outcome<FolderScores.Case>> outcomes = each(readable, (pair, volumes) -> score(pair, volumes, used));
        failures(outcomes, failed);
        return summary(
                outcomes.stream().filter(Outcome::isThere).map(Outcome::value).toList(), failed, cases, used.labels());
    }

    private record Volumes(LabelVolume truth, LabelVolume prediction) {}

    private record Outcome<T>(Pair pair, T value, FaultException fault) {
        boolean isThere() {
            return value != null;
        }
    }

    private <T> List<Outcome<T>> each(List<Pair> pairs, BiFunction<Pair, Volumes, T> work) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Outcome<T>>> running = pairs.stream()
                    .map(pair -> pool.submit(() -> one(pair, work)))
                    .toList();
            List<Outcome<T>> done = new ArrayList<>();
            for (Future<Outcome<T>> each : running) {
                done.add(each.get());
            }
            return done;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("ended while scoring", ended);
        } catch (ExecutionException defect) {
            throw new IllegalStateException("a case ended unexpectedly", defect.getCause());
        }
    }

    private <T> Outcome<T> one(Pair pair, BiFunction<Pair, Volumes, T> work) {
        try {
            Volumes volumes = new Volumes(reader.apply(pair.truth()), reader.apply(pair.prediction()));
            volumes.truth().geometry().requireSameGrid(volumes.prediction().geometry(), "--prediction");
            return new Outcome<>(pair, work.apply(pair, volumes), null);
        } catch (FaultException fault) {
            return new Outcome<>(pair, null, fault);
        }
    }

    private static TreeSet<Integer> occurring(Volumes volumes) {
        TreeSet<Integer> labels = new TreeSet<>(LabelGrid.of(volumes.truth()).classes());
        labels.addAll(LabelGrid.of(volumes.prediction()).classes());
        return labels;
    }

    private static FolderScores.Case score(Pair pair, Volumes volumes, ScoringRules rules) {
        LabelGrid truth = LabelGrid.of(volumes.truth());
        return new FolderScores.Case(
                pair.name(),
                pair.truth().toString(),
                pair.prediction().toString(),
                truth.labels().length,
                ScoreDocument.of(new CaseScorer(rules).score(truth, LabelGrid.of(volumes.prediction())), List.of()));
    }

    private static <T> void failures(List<Outcome<T>> outcomes, List<FolderScores.Failure> failed) {
        outcomes.stream()
                .filter(outcome -> !outcome.isThere())
                .map(outcome -> new FolderScores.Failure(
                        outcome.pair().name(),
                        outcome.fault().fault().code(),
                        outcome.fault().fault().message()))
                .forEach(failed::add);
    }

    private static FolderScores summary(
            List<FolderScores.Case> scored, List<FolderScores.Failure> failed, CasePairs pairs, List<Integer> labels) {
        Mean dice = mean(figures(scored, ScoreDocument::meanDice));
        Mean nsd = mean(figures(scored, ScoreDocument::meanNsd));
        List<FolderScores.ClassLine> classes = labels.stream()
                .map(label -> {
                    List<ScoreDocument.ClassLine> lines = scored.stream()
                            .flatMap(each -> each.score().classes().stream())
                            .filter(line -> line.label() == label)
                            .toList();
                    Mean ofDice = mean(lines, ScoreDocument.ClassLine::dice);
                    Mean ofNsd = mean(lines, ScoreDocument.ClassLine::nsd);
                    Mean ofHd95 = mean(lines, ScoreDocument.ClassLine::hd95Mm);
                    return new FolderScores.ClassLine(
                            label,
                            orNull(ofDice),
                            ofDice.defined(),
                            orNull(ofNsd),
                            ofNsd.defined(),
                            orNull(ofHd95),
                            ofHd95.defined());
                })
                .toList();
        return new FolderScores(
                orNull(dice),
                dice.defined(),
                orNull(nsd),
                nsd.defined(),
                classes,
                scored,
                failed,
                pairs.withoutPrediction(),
                pairs.withoutTruth());
    }

    /** Undefined ones as null. */
    private static List<Double> figures(List<FolderScores.Case> cases, Function<ScoreDocument, Double> figure) {
        return new ArrayList<>(
                cases.stream().map(each -> figure.apply(each.score())).toList());
    }

    private static Mean mean(List<ScoreDocument.ClassLine> lines, Function<ScoreDocument.ClassLine, Double> figure) {
        return mean(lines.stream().map(figure).toList());
    }

    private static Mean mean(List<Double> figures) {
        return Mean.of(
                figures.stream().map(figure -> figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure)));
    }

    private static Double orNull(Mean mean) {
        return mean.value().isPresent() ? mean.value().getAsDouble() : null;
    }
}
