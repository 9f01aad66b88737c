package org.e2enet.ingest.normalize;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.e2enet.ingest.config.IngestConfig;
import org.jboss.logging.Logger;

/**
 * Lets the scans in work be finished when the service ends, and no new ones begin: those stay unacknowledged, so that another
 * replica or the next start gets them. Thread safe.
 */
@Singleton
final class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final Duration timeout;
    private int inWork;
    private boolean ending;

    @Inject
    Drain(IngestConfig config) {
        this.timeout = config.drainTimeout();
    }

    /** @return whether the work may begin; if so, {@link #leave()} must follow */
    synchronized boolean enter() {
        if (ending) {
            return false;
        }
        inWork++;
        return true;
    }

    synchronized void leave() {
        inWork--;
        notifyAll();
    }

    synchronized void onShutdown(@Observes ShutdownEvent event) throws InterruptedException {
        ending = true;
        long deadline = System.nanoTime() + timeout.toNanos();
        while (inWork > 0) {
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                LOG.warnf("%d scans were still in work after %s; they will be delivered again", inWork, timeout);
                return;
            }
            wait(leftMs);
        }
    }
}
