package org.e2enet.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.faults.Fault;

/**
 * Where a request stands that somebody waits for, so that every replica answers alike. A new request replaces it, and with it an
 * older failure.
 *
 * @param movedTo prediction that was made instead, or null: the alias meant another model when the request's turn came
 * @param fault why none was made, or null
 * @param cancelledAt when somebody ended it, or null
 */
public record PredictionTicket(
        PredictionRequested request, Instant requestedAt, String movedTo, Fault fault, Instant cancelledAt) {
    public static PredictionTicket open(PredictionRequested request) {
        return new PredictionTicket(request, Instant.now(), null, null, null);
    }

    public PredictionTicket failed(Fault why) {
        return new PredictionTicket(request, requestedAt, null, why, null);
    }

    public PredictionTicket movedTo(String predictionId) {
        return new PredictionTicket(request, requestedAt, predictionId, null, null);
    }

    public PredictionTicket cancelled() {
        return new PredictionTicket(request, requestedAt, null, null, Instant.now());
    }

    /** Whether its end is still to come. */
    @JsonIgnore
    public boolean isOpen() {
        return movedTo == null && fault == null && cancelledAt == null;
    }

    String id() {
        return request.predictionId();
    }
}
