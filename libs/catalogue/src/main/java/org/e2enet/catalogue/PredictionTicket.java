package org.e2enet.catalogue;

import java.time.Instant;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.faults.Fault;

/**
 * Where a request stands that somebody waits for, so that every replica answers alike. A new request replaces it, and with it an
 * older failure.
 *
 * @param movedTo prediction that was made instead, or null: the alias meant another model when the request's turn came
 * @param fault why none was made, or null
 */
public record PredictionTicket(PredictionRequested request, Instant requestedAt, String movedTo, Fault fault) {
    public static PredictionTicket open(PredictionRequested request) {
        return new PredictionTicket(request, Instant.now(), null, null);
    }

    public PredictionTicket failed(Fault why) {
        return new PredictionTicket(request, requestedAt, null, why);
    }

    public PredictionTicket movedTo(String predictionId) {
        return new PredictionTicket(request, requestedAt, predictionId, null);
    }

    String id() {
        return request.predictionId();
    }
}
