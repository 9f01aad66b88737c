package org.e2enet.metrics.standings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.e2enet.catalogue.Entry;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.ScoresComputed.ClassScore;
import org.e2enet.scoring.evaluation.Mean;

/** One model's scores on one dataset, case by case. A scan predicted more than once (other settings) is one case. */
public final class ModelCases {
    private final String modelId;
    private final SortedMap<String, List<ScoresComputed>> byScan = new TreeMap<>();
    private final Instant lastScoredAt;

    ModelCases(String modelId, Collection<Entry<ScoresComputed>> scores) {
        this.modelId = modelId;
        for (Entry<ScoresComputed> score : scores) {
            byScan.computeIfAbsent(score.value().scanId(), scan -> new ArrayList<>())
                    .add(score.value());
        }
        this.lastScoredAt = scores.stream()
                .map(Entry::writtenAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** When its last case was scored. */
    public Instant lastScoredAt() {
        return lastScoredAt;
    }

    public String modelId() {
        return modelId;
    }

    public SortedSet<String> scans() {
        return new TreeSet<>(byScan.keySet());
    }

    /** Mean over the classes of a case; empty where nothing is defined or the scan was not scored. */
    public OptionalDouble dice(String scanId) {
        return caseMean(scanId, ScoresComputed::meanDice);
    }

    /** As {@link #dice(String)}. */
    public OptionalDouble nsd(String scanId) {
        return caseMean(scanId, ScoresComputed::meanNsd);
    }

    /** Over cases, of each case's mean over classes. */
    public Mean meanDice() {
        return Mean.of(byScan.keySet().stream().map(this::dice));
    }

    /** Over cases, of each case's mean over classes. */
    public Mean meanNsd() {
        return Mean.of(byScan.keySet().stream().map(this::nsd));
    }

    /** Over cases, of one class and one of its figures (null where undefined). */
    public Mean classMean(int label, Function<ClassScore, Double> figure) {
        return Mean.of(byScan.keySet().stream().map(scan -> classFigure(scan, label, figure)));
    }

    /** One class of one case; empty where undefined. */
    public OptionalDouble classFigure(String scanId, int label, Function<ClassScore, Double> figure) {
        return mean(scores(scanId)
                .flatMap(score -> score.classes().stream())
                .filter(each -> each.label() == label)
                .map(figure));
    }

    /** All labels that were scored, ascending, with their names. */
    public SortedMap<Integer, String> classNames() {
        SortedMap<Integer, String> names = new TreeMap<>();
        byScan.values().stream()
                .flatMap(List::stream)
                .flatMap(score -> score.classes().stream())
                .forEach(each -> names.put(each.label(), each.name()));
        return names;
    }

    private OptionalDouble caseMean(String scanId, Function<ScoresComputed, Double> figure) {
        return mean(scores(scanId).map(figure));
    }

    private Stream<ScoresComputed> scores(String scanId) {
        return byScan.getOrDefault(scanId, List.of()).stream();
    }

    private static OptionalDouble mean(Stream<Double> values) {
        return values.filter(value -> value != null)
                .mapToDouble(Double::doubleValue)
                .average();
    }
}
