package org.e2enet.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanReceived;
import org.e2enet.store.ObjectStore;

/**
 * Removes what data sets' rules say is over, but nothing of a scan that is held. Every step can be repeated, by several processes at once.
 * Thread safe.
 */
public final class Retention {
    private static final Told NOBODY = new Told() {
        @Override
        public void scan(String scanId) {}

        @Override
        public void prediction(String predictionId) {}

        @Override
        public void filesOf(String scanId) {}
    };

    private final Catalogue catalogue;
    private final ObjectStore objects;
    private final ScanDeletion deletion;
    private final ObjectExpiry expiry;

    public Retention(Catalogue catalogue, ObjectStore objects) {
        this.catalogue = catalogue;
        this.objects = objects;
        this.deletion = new ScanDeletion(catalogue, objects);
        this.expiry = new ObjectExpiry(catalogue, objects);
    }

    /**
     * What went.
     *
     * @param scanIds whole scans
     * @param predictionIds predictions of scans that stay
     * @param files originals and prepared scans of scans that stay
     */
    public record Removed(List<String> scanIds, List<String> predictionIds, int files) {
        public boolean isNothing() {
            return scanIds.isEmpty() && predictionIds.isEmpty() && files == 0;
        }
    }

    /** Is told each removal as soon as it is done, whatever becomes of the next ones. */
    public interface Told {
        void scan(String scanId);

        void prediction(String predictionId);

        /** Originals or prepared scans of a scan that stays. */
        void filesOf(String scanId);
    }

    /** As {@link #follow(Instant, Told)}, with nobody told. */
    Removed follow(Instant now) {
        return follow(now, NOBODY);
    }

    /** Follows all rules as of a moment, and ends deletions that did not come to an end. */
    public Removed follow(Instant now, Told told) {
        List<RetentionRule> rules =
                catalogue.retentionRules().all().map(Entry::value).toList();
        List<String> scanIds = new ArrayList<>();
        deletion.resume(now.minus(Holds.LEFT_AFTER), scanId -> {
            scanIds.add(scanId);
            told.scan(scanId);
        });
        List<String> predictionIds = List.of();
        Set<ObjectRef> files;
        try (Holds.Marks marks = catalogue.holds().marks()) {
            Map<String, Set<ObjectRef>> over = new HashMap<>();
            for (RetentionRule rule : rules) {
                for (String scanId : catalogue.datasets().scanIds(rule.dataset())) {
                    if (isBefore(receivedAt(scanId), now, rule.scansDays())) {
                        if (deletion.remove(scanId) == ScanDeletion.Ended.DONE) {
                            scanIds.add(scanId);
                            told.scan(scanId);
                        }
                    } else {
                        Set<ObjectRef> ended = over(scanId, rule, now);
                        if (!ended.isEmpty() && marks.take(scanId)) {
                            over.put(scanId, ended);
                        }
                    }
                }
            }
            if (rules.stream().anyMatch(rule -> rule.predictionsDays() != null)) {
                predictionIds = removePredictions(rules, now, told, marks);
            }
            files = expiry.remove(over, told::filesOf);
        }
        return new Removed(List.copyOf(scanIds), predictionIds, files.size());
    }

    private Optional<Instant> receivedAt(String scanId) {
        return catalogue.scans().received().findReadable(scanId).map(ScanReceived::receivedAt);
    }

    /** Those that are still there. */
    private Set<ObjectRef> over(String scanId, RetentionRule rule, Instant now) {
        Scans scans = catalogue.scans();
        Set<ObjectRef> over = new HashSet<>();
        // Of a scan that still waits to be prepared they are all there is.
        boolean ended = scans.standing(scanId)
                .filter(standing ->
                        standing.normalized().isPresent() || standing.rejected().isPresent())
                .isPresent();
        if (ended && isBefore(receivedAt(scanId), now, rule.originalsDays())) {
            over.addAll(ScanFiles.images(catalogue, scanId));
        }
        Stream.concat(
                        Stream.of(scanId).map(scans.normalized()::entry),
                        scans.prepared().ids(scanId).stream().map(scans.prepared()::entry))
                .flatMap(Optional::stream)
                .filter(entry -> isBefore(Optional.of(entry.writtenAt()), now, rule.normalizedDays()))
                .forEach(entry -> over.add(entry.value().normalized()));
        over.removeIf(ref -> !objects.contains(ref));
        return over;
    }

    private List<String> removePredictions(List<RetentionRule> rules, Instant now, Told told, Holds.Marks marks) {
        Map<String, Integer> days = new HashMap<>();
        rules.forEach(rule -> days.put(rule.dataset(), rule.predictionsDays()));
        List<PredictionCompleted> over = catalogue
                .predictions()
                .all()
                .filter(entry -> isBefore(
                        Optional.of(entry.writtenAt()),
                        now,
                        days.get(entry.value().dataset())))
                .map(Entry::value)
                .filter(prediction -> marks.take(prediction.scanId()))
                .toList();
        Set<ObjectRef> files = new HashSet<>();
        over.forEach(prediction -> {
            catalogue.tickets().remove(prediction.predictionId());
            catalogue.predictions().remove(prediction.predictionId());
            told.prediction(prediction.predictionId());
            files.addAll(prediction.objects());
        });
        deletion.discard(files);
        return over.stream().map(PredictionCompleted::predictionId).toList();
    }

    private static boolean isBefore(Optional<Instant> since, Instant now, Integer days) {
        return days != null
                && since.filter(at -> at.isBefore(now.minus(Duration.ofDays(days))))
                        .isPresent();
    }
}
