package org.e2enet.infer.queue;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Documents;
import org.e2enet.faults.FaultException;
import org.e2enet.faults.Pseudonym;
import org.e2enet.infer.config.InferConfig;
import org.jboss.logging.Logger;

/**
 * Which instance works on a prediction: document {@code claims/<predictionId>.json}, renewed while it does. When a rebalance hands a
 * request in work to another instance, that one waits for the result instead of computing it too. A claim that is not renewed
 * has lost its instance. No clocks are compared: each instance looks by its own how long a claim stayed the same. Thread-safe.
 */
@Singleton
public class Claims {
    private static final Logger LOG = Logger.getLogger(Claims.class);
    private static final int RENEWALS_MISSED = 5;

    private final Documents<Claim> claims;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final String owner = UUID.randomUUID().toString();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("claims").daemon().factory());

    /**
     * A claim.
     *
     * @param id of the prediction
     * @param beat changes with every renewal
     * @param progress when it was last renewed; null in claims of versions that did not tell
     */
    record Claim(String id, String owner, long beat, Progress progress) {}

    /**
     * How far whoever holds a claim has come.
     *
     * @param paused it lets others through
     * @param windowsDone of those planned
     */
    public record Progress(
            boolean paused, String stage, Integer windowsDone, Integer windowsTotal, Double secondsLeft) {}

    private record Seen(Claim claim, long sinceNanos) {}

    @Inject
    Claims(Catalogue catalogue, InferConfig config) {
        this(catalogue, config.claimPatience(), System::nanoTime);
    }

    /** By another clock than the system's. */
    public Claims(Catalogue catalogue, Duration patience, LongSupplier nanoTime) {
        this.patience = patience;
        this.claims = catalogue.claims(Claim.class, Claim::id);
        this.nanoTime = nanoTime;
    }

    /** Whether another instance works on it, as far as is known. */
    public boolean isTaken(String predictionId) {
        return others(predictionId).isPresent();
    }

    /** What another instance that works on it told last; empty where none works on it, or none told. */
    public Optional<Progress> progress(String predictionId) {
        return others(predictionId).map(Claim::progress);
    }

    /** What other instances work on. */
    public Set<String> taken() {
        return claims.ids().stream().filter(this::isTaken).collect(Collectors.toUnmodifiableSet());
    }

    private Optional<Claim> others(String predictionId) {
        Claim now = claims.findReadable(predictionId)
                .filter(claim -> !claim.owner().equals(owner))
                .orElse(null);
        if (now == null) {
            seen.remove(predictionId);
            return Optional.empty();
        }
        Seen before = seen.get(predictionId);
        if (before == null || !before.claim().equals(now)) {
            seen.put(predictionId, new Seen(now, nanoTime.getAsLong()));
            return Optional.of(now);
        }
        return nanoTime.getAsLong() - before.sinceNanos() < patience.toNanos() ? Optional.of(now) : Optional.empty();
    }

    /**
     * Claims a prediction for this instance until closed; empty when another was faster.
     *
     * @param progress told with every renewal
     */
    public Optional<Held> take(String predictionId, Supplier<Progress> progress) {
        Claim mine = new Claim(predictionId, owner, 0, null);
        Claim kept = claims.keep(mine);
        if (!kept.owner().equals(owner)) {
            if (isTaken(predictionId)) {
                return Optional.empty();
            }
            claims.put(mine);
        }
        return Optional.of(new Held(predictionId, progress));
    }

    /** A claim of this instance. */
    public final class Held implements AutoCloseable {
        private final String predictionId;
        private final Supplier<Progress> progress;
        private final Future<?> renewal;
        private long beat;
        private boolean closed;

        private Held(String predictionId, Supplier<Progress> progress) {
            this.predictionId = predictionId;
            this.progress = progress;
            long everyMillis = patience.toMillis() / RENEWALS_MISSED;
            this.renewal = clock.scheduleAtFixedRate(this::renew, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
        }

        private synchronized void renew() {
            if (closed) {
                return;
            }
            try {
                claims.put(new Claim(predictionId, owner, ++beat, progress.get()));
            } catch (FaultException unwritten) {
                LOG.warnf(
                        "Claim of %s: %s",
                        Pseudonym.of(predictionId), unwritten.fault().code());
            }
        }

        /** Waits for a renewal under way, which would write the claim again after its removal. */
        @Override
        public synchronized void close() {
            closed = true;
            renewal.cancel(false);
            try {
                claims.remove(predictionId);
            } catch (FaultException unwritten) {
                LOG.warnf(
                        "Claim of %s: %s",
                        Pseudonym.of(predictionId), unwritten.fault().code());
            }
        }
    }

    @PreDestroy
    public void close() {
        clock.shutdownNow();
    }
}
