package org.e2enet.pacs.series;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.pacs.vault.Vault;
import org.e2enet.pacs.vault.VaultFolder;

/** All cases, in the vault; and which of them wait for a prediction of which scan. Thread safe. */
@Singleton
public final class Cases {
    /** Predictions that came before their scan's case was written down, a matter of milliseconds. */
    private static final int EARLY_AT_MOST = 500;

    private final VaultFolder<SeriesCase> kept;
    private final Map<String, Set<String>> waitingByScan = new HashMap<>();
    private final Map<String, Set<String>> keysByPrediction = new HashMap<>();
    private final Map<String, PredictionCompleted> early = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PredictionCompleted> eldest) {
            return size() > EARLY_AT_MOST;
        }
    };

    private Consumer<SeriesCase> listener = written -> {};

    @Inject
    public Cases(Vault vault) {
        this.kept = vault.folder("cases", SeriesCase.class, SeriesCase::key);
        kept.ids().forEach(key -> kept.find(key).ifPresent(this::index));
    }

    /** @param whoever told of every case that is written down */
    public synchronized void listen(Consumer<SeriesCase> whoever) {
        this.listener = whoever;
    }

    public synchronized Optional<SeriesCase> find(String key) {
        return kept.find(key);
    }

    /** Keys of all cases, sorted. */
    public List<String> keys() {
        return kept.ids();
    }

    /** Writes a case down; one whose prediction came already goes on with it. @return what was written */
    synchronized SeriesCase put(SeriesCase fresh) {
        Optional<SeriesCase> already = kept.find(fresh.key());
        if (already.isPresent()) {
            // Told of twice and looked at twice at once: the first goes on.
            return already.get();
        }
        PredictionCompleted done = fresh.awaitsResult()
                ? early.remove(early(fresh.scanId(), fresh.route().alias()))
                : null;
        return write(done == null ? fresh : fresh.predicted(done, now()));
    }

    /** Changes a case, if it is there. */
    public synchronized Optional<SeriesCase> update(String key, UnaryOperator<SeriesCase> change) {
        return kept.find(key).map(change).map(this::write);
    }

    public synchronized void remove(String key) {
        kept.find(key).ifPresent(old -> {
            forget(waitingByScan, old.scanId(), key);
            if (old.prediction() != null) {
                forget(keysByPrediction, old.prediction().predictionId(), key);
            }
        });
        kept.remove(key);
    }

    /** Removes a case where nothing is under way and nothing was written since a moment. @return whether it was removed */
    synchronized boolean removeEndedBefore(String key, Instant moment) {
        boolean old = kept.writtenAt(key).filter(moment::isAfter).isPresent()
                && kept.find(key).filter(SeriesCase::isEnded).isPresent();
        if (old) {
            remove(key);
        }
        return old;
    }

    /** Whether there is a case whose scan is not there any more. */
    boolean isAnyWithout(Predicate<String> there) {
        return keys().stream()
                .flatMap(key -> kept.find(key).stream())
                .anyMatch(each -> each.scanId() != null && !there.test(each.scanId()));
    }

    /** Removes a case whose scan is not there any more, unless it is being delivered. @return whether it was removed */
    synchronized boolean removeWithout(String key, Predicate<String> there) {
        boolean lost = kept.find(key)
                .filter(old -> old.state() != SeriesCase.State.DELIVERING)
                .filter(old -> old.scanId() != null && !there.test(old.scanId()))
                .isPresent();
        if (lost) {
            remove(key);
        }
        return lost;
    }

    /** Cases that have a prediction: several where series have equal pixels. */
    public synchronized List<SeriesCase> predictedAs(String predictionId) {
        return keysByPrediction.getOrDefault(predictionId, Set.of()).stream()
                .flatMap(key -> kept.find(key).stream())
                .toList();
    }

    /** Cases that wait for a prediction of the scan. */
    public synchronized List<SeriesCase> waitingFor(String scanId) {
        return waitingByScan.getOrDefault(scanId, Set.of()).stream()
                .flatMap(key -> kept.find(key).stream())
                .toList();
    }

    /** Gives a prediction to all cases that wait for it. @return those cases */
    public synchronized List<SeriesCase> predicted(PredictionCompleted done) {
        List<SeriesCase> changed = new ArrayList<>();
        for (SeriesCase waiting : waitingFor(done.scanId())) {
            if (waiting.route().alias().equals(done.alias())) {
                changed.add(write(waiting.predicted(done, now())));
            }
        }
        if (changed.isEmpty()) {
            early.put(early(done.scanId(), done.alias()), done);
        }
        return changed;
    }

    private SeriesCase write(SeriesCase now) {
        kept.put(now);
        index(now);
        listener.accept(now);
        return now;
    }

    private void index(SeriesCase now) {
        if (now.prediction() != null) {
            keysByPrediction
                    .computeIfAbsent(now.prediction().predictionId(), any -> new TreeSet<>())
                    .add(now.key());
        }
        if (now.awaitsResult()) {
            waitingByScan
                    .computeIfAbsent(now.scanId(), any -> new LinkedHashSet<>())
                    .add(now.key());
        } else {
            forget(waitingByScan, now.scanId(), now.key());
        }
    }

    /** Scans of others, and what is over, leave nothing: the service runs for years. */
    private static void forget(Map<String, Set<String>> keysBy, String id, String key) {
        keysBy.computeIfPresent(id, (any, keys) -> keys.remove(key) && keys.isEmpty() ? null : keys);
    }

    /** How many scans and predictions it knows the cases of, without looking into the vault. */
    synchronized int remembered() {
        return waitingByScan.size() + keysByPrediction.size();
    }

    private static String early(String scanId, String alias) {
        return scanId + " " + alias;
    }

    /** To the millisecond, which is what a result's time can say. */
    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}
