package org.e2enet.catalogue;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Training runs, fold by fold. Thread safe. */
public final class Runs {
    private final Documents<FoldDocument> folds;
    private final Catalogue catalogue;

    Runs(Documents<FoldDocument> folds, Catalogue catalogue) {
        this.folds = folds;
        this.catalogue = catalogue;
    }

    /** @throws org.e2enet.faults.FaultException {@code STO-106} when the fold's document is torn */
    public Optional<FoldDocument> find(String runId, int fold) {
        return folds.find(id(runId, fold));
    }

    /** Ids of all runs, sorted. */
    public List<String> ids() {
        return foldIds().map(Runs::runId).distinct().toList();
    }

    /** All folds of a run that were begun, in order; as {@link #find}, one that is torn is told of. */
    public List<FoldDocument> folds(String runId) {
        return folds.ids(runId).stream()
                .flatMap(id -> folds.find(id).stream())
                .sorted(Comparator.comparingInt(fold -> fold.request().fold()))
                .toList();
    }

    /** As {@link #folds}, but one that is torn is left out: for whoever only looks. */
    public List<FoldDocument> readableFolds(String runId) {
        return folds.ids(runId).stream()
                .flatMap(id -> folds.findReadable(id).stream())
                .sorted(Comparator.comparingInt(fold -> fold.request().fold()))
                .toList();
    }

    /** All runs, those that were last heard of first. Reads none of them. */
    public List<Place> lastHeardOf() {
        Map<String, Instant> times = new HashMap<>();
        foldIds().forEach(id -> {
            Instant at = folds.writtenAt(id).orElse(Instant.EPOCH);
            times.merge(runId(id), at, (one, other) -> one.isAfter(other) ? one : other);
        });
        return times.entrySet().stream()
                .map(run -> new Place(run.getValue(), run.getKey()))
                .sorted()
                .toList();
    }

    /** A file of somebody else's, which lies among the runs' folders, is of no fold. */
    private Stream<String> foldIds() {
        return folds.ids().stream().filter(id -> id.indexOf('/') > 0);
    }

    private static String runId(String foldId) {
        return foldId.substring(0, foldId.indexOf('/'));
    }

    public void put(FoldDocument fold) {
        folds.put(fold);
    }

    /** The fold as it stands, which is begun as given if it was not. */
    public FoldDocument open(FoldDocument fresh) {
        return folds.keepWhole(fresh);
    }

    /**
     * What the validation of each fold's final model gave, in a form of train-service's own.
     *
     * @param id of a validation, made by {@link #id}
     */
    public <T> Documents<T> validations(Class<T> type, Function<T, String> id) {
        return catalogue.documents("validations", type, id);
    }

    /** Of a fold. */
    public static String id(String runId, int fold) {
        return runId + "/" + fold;
    }
}
