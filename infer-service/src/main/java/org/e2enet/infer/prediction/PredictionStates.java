package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.e2enet.catalogue.PredictionTicket;

/** How a prediction stands, wherever it is: finished, before or in work here, or asked for. */
@Singleton
class PredictionStates {
    private final KeptPredictions predictions;
    private final Board board;
    private final Tickets tickets;

    PredictionStates(KeptPredictions predictions, Board board, Tickets tickets) {
        this.predictions = predictions;
        this.board = board;
        this.tickets = tickets;
    }

    Optional<PredictionView> find(String id) {
        // It may finish between two looks, and is then where it was looked for first.
        return finished(id)
                .or(() -> board.find(id))
                .or(() -> tickets.find(id).map(this::view))
                .or(() -> finished(id));
    }

    private Optional<PredictionView> finished(String id) {
        return predictions.find(id).map(PredictionView::completed);
    }

    private PredictionView view(PredictionTicket ticket) {
        return Optional.ofNullable(ticket.movedTo())
                .flatMap(predictions::find)
                .map(result -> PredictionView.completed(result)
                        .askedFor(ticket.request().predictionId()))
                .orElseGet(() -> PredictionView.of(ticket));
    }
}
