package org.e2enet.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.store.ObjectStore;

/**
 * What is stored how long.
 *
 * @param datasets by name
 * @param held ids of scans that must not be removed, sorted
 */
public record RetentionReport(Instant at, List<OfDataset> datasets, List<String> held) {
    /** A data set. @param rule absent fields: without end */
    public record OfDataset(
            String dataset, RetentionRule rule, int scans, Kept originals, Kept normalized, Kept predictions) {}

    /**
     * What there is of a kind.
     *
     * @param oldest since when the oldest is kept; null where there is none
     * @param nextEnd when that one's time is over; null = never, in the past = at the next look, or held
     */
    public record Kept(int files, long bytes, Instant oldest, Instant nextEnd) {}

    /** Reads all documents of scans and predictions once. */
    public static RetentionReport of(Catalogue catalogue, ObjectStore objects) {
        List<PredictionCompleted> predictions = new ArrayList<>();
        List<Instant> written = new ArrayList<>();
        catalogue.predictions().all().forEach(entry -> {
            predictions.add(entry.value());
            written.add(entry.writtenAt());
        });
        Set<String> names = new TreeSet<>(catalogue.datasets().names());
        catalogue.retentionRules().ids().forEach(names::add);
        List<OfDataset> rows = names.stream()
                .map(name -> {
                    RetentionRule rule =
                            catalogue.retentionRules().findReadable(name).orElseGet(() -> RetentionRule.none(name));
                    Tally originals = new Tally(objects);
                    Tally normalized = new Tally(objects);
                    Tally made = new Tally(objects);
                    List<String> scanIds = catalogue.datasets().scanIds(name);
                    for (String scanId : scanIds) {
                        Instant received = catalogue
                                .scans()
                                .received()
                                .findReadable(scanId)
                                .map(ScanReceived::receivedAt)
                                .orElse(null);
                        originals.add(ScanFiles.images(catalogue, scanId), received);
                        normalized(catalogue, scanId)
                                .forEach(entry ->
                                        normalized.add(Set.of(entry.value().normalized()), entry.writtenAt()));
                    }
                    for (int n = 0; n < predictions.size(); n++) {
                        if (predictions.get(n).dataset().equals(name)) {
                            made.add(Set.copyOf(predictions.get(n).objects()), written.get(n));
                        }
                    }
                    return new OfDataset(
                            name,
                            rule,
                            scanIds.size(),
                            originals.kept(soonest(rule.originalsDays(), rule.scansDays())),
                            normalized.kept(soonest(rule.normalizedDays(), rule.scansDays())),
                            made.kept(soonest(rule.predictionsDays(), rule.scansDays())));
                })
                .toList();
        return new RetentionReport(Instant.now(), rows, catalogue.holds().scanIds());
    }

    private static Stream<Entry<ScanNormalized>> normalized(Catalogue catalogue, String scanId) {
        Scans scans = catalogue.scans();
        return Stream.concat(
                        Stream.of(scans.normalized().entry(scanId)),
                        scans.prepared().ids(scanId).stream().map(scans.prepared()::entry))
                .flatMap(Optional::stream);
    }

    private static Integer soonest(Integer one, Integer other) {
        return Stream.of(one, other)
                .filter(Objects::nonNull)
                .min(Integer::compare)
                .orElse(null);
    }

    /** Adds up files that are there. */
    private static final class Tally {
        private final ObjectStore objects;
        private int files;
        private long bytes;
        private Instant oldest;

        Tally(ObjectStore objects) {
            this.objects = objects;
        }

        void add(Set<ObjectRef> refs, Instant since) {
            for (ObjectRef ref : refs) {
                if (objects.contains(ref)) {
                    files++;
                    bytes += ref.bytes();
                    oldest = since != null && (oldest == null || since.isBefore(oldest)) ? since : oldest;
                }
            }
        }

        Kept kept(Integer days) {
            Instant end = oldest == null || days == null ? null : oldest.plus(Duration.ofDays(days));
            return new Kept(files, bytes, oldest, end);
        }
    }
}
