package org.e2enet.edge.health;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.Startup;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.e2enet.edge.EdgeConfig;
import org.jboss.logging.Logger;

/**
 * Ends the process when its liveness stays down: compose and the local stack start again what has ended, not what is only unhealthy,
 * and the work goes back to its topics.
 */
@Startup
@Singleton
final class LivenessWatch {
    private static final Logger LOG = Logger.getLogger(LivenessWatch.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int LOOKS = 6;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("liveness-watch").factory());
    private final BooleanSupplier alive;
    private final Runnable end;
    private final Duration patience;
    private int looksDown;

    @Inject
    LivenessWatch(SmallRyeHealthReporter health, EdgeConfig config) {
        this(
                () -> !health.getLivenessAsync().await().atMost(ANSWER_WITHIN).isDown(),
                () -> endProcess(config.drainTimeout()),
                config.livenessPatience());
    }

    /** @param end called once, after {@code patience} without a live look in between */
    LivenessWatch(BooleanSupplier alive, Runnable end, Duration patience) {
        this.alive = alive;
        this.end = end;
        this.patience = patience;
    }

    @PostConstruct
    void start() {
        long everyMs = Math.max(1, patience.toMillis() / LOOKS);
        clock.scheduleWithFixedDelay(this::look, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    private void look() {
        looksDown = isAlive() ? 0 : looksDown + 1;
        if (looksDown == LOOKS) {
            LOG.errorf("Liveness was down for %s: the process ends, to be started again", patience);
            end.run();
        }
    }

    private boolean isAlive() {
        try {
            return alive.getAsBoolean();
        } catch (RuntimeException noAnswer) {
            return false;
        }
    }

    /** In order first; what does not end so within twice the drain's time is halted. */
    private static void endProcess(Duration drain) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(drain.multipliedBy(2));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(1);
        });
        Quarkus.asyncExit(1);
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
    }
}
