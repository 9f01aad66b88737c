package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.PredictionTicket;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.faults.Fault;

/** Requests that somebody waits for. Thread safe. */
@Singleton
class Tickets {
    private final Catalogue catalogue;

    Tickets(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    void open(PredictionRequested request) {
        catalogue.tickets().put(PredictionTicket.open(request));
    }

    /** For a request that came by topic; one that failed or was cancelled before is asked for anew. */
    void openIfNone(PredictionRequested request) {
        if (find(request.predictionId()).filter(PredictionTicket::isOpen).isEmpty()) {
            open(request);
        }
    }

    /** Whether somebody ended the request that this record is of. One without an id may be another's. */
    boolean isCancelled(PredictionRequested request) {
        return request.predictionId() != null
                && find(request.predictionId())
                        .filter(ticket -> ticket.cancelledAt() != null)
                        .isPresent();
    }

    Optional<PredictionTicket> find(String predictionId) {
        return catalogue.tickets().findReadable(predictionId);
    }

    /** Tells who waits for the request that it failed. */
    void failed(PredictionRequested request, Fault fault) {
        change(request, ticket -> ticket.failed(fault));
    }

    /** Tells who waits for the request that somebody ended it. */
    void cancelled(PredictionRequested request) {
        change(request, PredictionTicket::cancelled);
    }

    /** Tells who waits for the request where its prediction is; one that is where they look needs no ticket any more. */
    void done(PredictionRequested request, String predictionId) {
        if (predictionId.equals(request.predictionId())) {
            catalogue.tickets().remove(predictionId);
        } else {
            change(request, ticket -> ticket.movedTo(predictionId));
        }
    }

    private void change(PredictionRequested request, UnaryOperator<PredictionTicket> change) {
        Optional.ofNullable(request.predictionId())
                .flatMap(this::find)
                .map(change)
                .ifPresent(catalogue.tickets()::put);
    }
}
