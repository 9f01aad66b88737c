package org.e2enet.infer.queue;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Which predictions this instance has in hand. One request of each leads; others of the same, sent again or asked for anew, wait for its end,
 * so that one prediction has one state, one cancellation and one turn. Thread-safe.
 */
@Singleton
public class Underway {
    private static final long LOOK_EVERY_MILLIS = 500;

    private final Map<String, Lead> leads = new ConcurrentHashMap<>();

    /** Empty where another request of the same leads. The caller closes it. */
    public Optional<Lead> lead(String predictionId) {
        Lead mine = new Lead(predictionId);
        return leads.putIfAbsent(predictionId, mine) == null ? Optional.of(mine) : Optional.empty();
    }

    public boolean isLed(String predictionId) {
        return leads.containsKey(predictionId);
    }

    /**
     * Waits until the request that leads now has ended.
     *
     * @param watch asked meanwhile; what it throws ends the wait
     * @return whether somebody cancelled the prediction
     * @throws CancellationException when interrupted meanwhile
     */
    public boolean awaitEnd(String predictionId, Desk.Watch watch) {
        Lead lead = leads.get(predictionId);
        if (lead == null) {
            return false;
        }
        try {
            do {
                watch.check();
            } while (!lead.ended.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while another request of the same is in hand");
        }
        return lead.cancelled;
    }

    /** A request's right to compute a prediction here, until closed. */
    public final class Lead implements AutoCloseable {
        private final String predictionId;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean cancelled;

        private Lead(String predictionId) {
            this.predictionId = predictionId;
        }

        /** For those who wait: they are cancelled as well. */
        public void cancelled() {
            cancelled = true;
        }

        @Override
        public void close() {
            leads.remove(predictionId, this);
            ended.countDown();
        }
    }
}
