package org.e2enet.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
    private final Catalogue catalogue;
    private final ScanDeletion deletion;
    private final ObjectExpiry expiry;

    public Retention(Catalogue catalogue, ObjectStore objects) {
        this.catalogue = catalogue;
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

    /** Follows all rules as of a moment. */
    public Removed follow(Instant now) {
        List<RetentionRule> rules =
                catalogue.retentionRules().all().map(Entry::value).toList();
        Set<String> scanIds = new LinkedHashSet<>();
        Set<String> predictionIds = new LinkedHashSet<>();
        Map<String, Set<ObjectRef>> over = new HashMap<>();
        for (RetentionRule rule : rules) {
            for (String scanId : catalogue.datasets().scanIds(rule.dataset())) {
                if (catalogue.holds().contains(scanId)) {
                    continue;
                }
                if (isBefore(receivedAt(scanId), now, rule.scansDays())) {
                    deletion.delete(scanId);
                    scanIds.add(scanId);
                } else {
                    Set<ObjectRef> files = over(scanId, rule, now);
                    if (!files.isEmpty()) {
                        over.put(scanId, files);
                    }
                }
            }
        }
        if (rules.stream().anyMatch(rule -> rule.predictionsDays() != null)) {
            predictionIds.addAll(removePredictions(rules, now));
        }
        return new Removed(
                List.copyOf(scanIds),
                List.copyOf(predictionIds),
                expiry.remove(over).size());
    }

    private Optional<Instant> receivedAt(String scanId) {
        return catalogue.scans().received().findReadable(scanId).map(ScanReceived::receivedAt);
    }

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
        return over;
    }

    private List<String> removePredictions(List<RetentionRule> rules, Instant now) {
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
                .filter(prediction -> !catalogue.holds().contains(prediction.scanId()))
                .toList();
        Set<ObjectRef> files = new HashSet<>();
        over.forEach(prediction -> {
            catalogue.predictions().remove(prediction.predictionId());
            catalogue.tickets().remove(prediction.predictionId());
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
