package org.e2enet.edge.work;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.e2enet.edge.EdgeConfig;
import org.jboss.logging.Logger;

/**
 * The service's lanes. When the service ends, all are drained before anything else goes: native code that runs while its library
 * unloads crashes the JVM. Thread-safe.
 */
@Singleton
public class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class);

    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Duration timeout;

    @Inject
    Lanes(EdgeConfig config) {
        this.timeout = config.drainTimeout();
    }

    /** @param threads tasks that run at the same time */
    public Lane open(String name, int threads) {
        return open(name, threads, Lane.Asking.INTERRUPT);
    }

    /** @param threads tasks that run at the same time */
    public Lane open(String name, int threads, Lane.Asking asking) {
        Lane lane = new Lane(name, threads, asking);
        lanes.add(lane);
        return lane;
    }

    /**
     * Lets a task of any lane wait.
     *
     * @throws CancellationException as soon as the service ends, or the thread is interrupted
     */
    public void pause(Duration pause) {
        try {
            if (ending.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CancellationException("the service ends");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting");
        }
    }

    void onShutdown(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        LOG.info("Draining: work in hand goes back to its topic");
        long deadline = System.nanoTime() + timeout.toNanos();
        ending.countDown();
        lanes.forEach(Lane::beginToDrain);
        for (Lane lane : lanes) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!lane.drain(left)) {
                LOG.warnf("%s not drained within edge.drain-timeout (%s); ending anyway", lane.name(), timeout);
            }
        }
    }
}
