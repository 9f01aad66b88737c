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

    Optional<PredictionTicket> find(String predictionId) {
        return catalogue.tickets().findReadable(predictionId);
    }

    /** Tells who waits for the request that it failed. */
    void failed(PredictionRequested request, Fault fault) {
        change(request, ticket -> ticket.failed(fault));
    }

    /** Tells who waits for the request where its prediction is. */
    void done(PredictionRequested request, String predictionId) {
        if (!predictionId.equals(request.predictionId())) {
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
