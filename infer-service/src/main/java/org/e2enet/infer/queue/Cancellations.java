package org.e2enet.infer.queue;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.e2enet.catalogue.Cancellation;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Documents;
import org.e2enet.faults.FaultException;

/**
 * Predictions that somebody asked to end: a document each, seen by whichever instance has the request, and gone when it took
 * effect: the same prediction may be asked for again. Hundreds that wait ask several times a second, so all are listed at once. Thread-safe.
 */
@Singleton
public class Cancellations {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Documents<Cancellation> cancelled;
    private Set<String> listed = Set.of();
    private long listedAtNanos = System.nanoTime() - LOOK_EVERY_NANOS;

    Cancellations(Catalogue catalogue) {
        this.cancelled = catalogue.cancelledPredictions();
    }

    public void ask(String predictionId) {
        cancelled.put(new Cancellation(predictionId));
        lookAgain();
    }

    /** While the store cannot be read nobody knows: the prediction goes on. */
    public boolean isAsked(String predictionId) {
        try {
            // Listed half a second ago, it may have been forgotten and asked for anew since.
            return listed().contains(predictionId) && cancelled.contains(predictionId);
        } catch (FaultException unread) {
            return false;
        }
    }

    public void forget(String predictionId) {
        cancelled.remove(predictionId);
    }

    private synchronized Set<String> listed() {
        long now = System.nanoTime();
        if (now - listedAtNanos >= LOOK_EVERY_NANOS) {
            listed = Set.copyOf(cancelled.ids());
            listedAtNanos = now;
        }
        return listed;
    }

    private synchronized void lookAgain() {
        listedAtNanos = System.nanoTime() - LOOK_EVERY_NANOS;
    }
}
