package org.e2enet.infer.queue;

import jakarta.inject.Singleton;
import org.e2enet.catalogue.Cancellation;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Documents;
import org.e2enet.faults.FaultException;

/**
 * Predictions that somebody asked to end: a document each, seen by whichever instance has the request, and gone when it took
 * effect: the same prediction may be asked for again.
 */
@Singleton
public class Cancellations {
    private final Documents<Cancellation> cancelled;

    Cancellations(Catalogue catalogue) {
        this.cancelled = catalogue.cancelledPredictions();
    }

    public void ask(String predictionId) {
        cancelled.put(new Cancellation(predictionId));
    }

    /** While the store cannot be read nobody knows: the prediction goes on. */
    public boolean isAsked(String predictionId) {
        try {
            return cancelled.contains(predictionId);
        } catch (FaultException unread) {
            return false;
        }
    }

    public void forget(String predictionId) {
        cancelled.remove(predictionId);
    }
}
