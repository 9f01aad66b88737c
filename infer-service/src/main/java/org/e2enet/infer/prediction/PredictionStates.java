package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.e2enet.catalogue.PredictionTicket;
import org.e2enet.infer.queue.Claims;

/** How a prediction stands, wherever it is: finished, before or in work here or elsewhere, or asked for. */
@Singleton
class PredictionStates {
    private final KeptPredictions predictions;
    private final Board board;
    private final Tickets tickets;
    private final Claims claims;

    PredictionStates(KeptPredictions predictions, Board board, Tickets tickets, Claims claims) {
        this.predictions = predictions;
        this.board = board;
        this.tickets = tickets;
        this.claims = claims;
    }

    Optional<PredictionView> find(String id) {
        // It may finish between two looks, and is then where it was looked for first.
        return finished(id)
                .or(() -> board.find(id)
                        .or(() -> tickets.find(id).map(this::view))
                        .map(this::asItsInstanceTells))
                .or(() -> finished(id));
    }

    /** What waits here may be in work at another instance. */
    private PredictionView asItsInstanceTells(PredictionView view) {
        if (view.state() != PredictionView.State.QUEUED) {
            return view;
        }
        return claims.progress(view.predictionId()).map(view::working).orElse(view);
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
