package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import org.e2enet.contract.PredictionCancelled;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.edge.records.EventSender;
import org.e2enet.faults.Fault;
import org.e2enet.infer.queue.Cancellations;
import org.e2enet.infer.queue.Claims;

/** How the request of a prediction that led it here ends: in its ticket, on the board, and for whoever asked to cancel it. Thread-safe. */
@Singleton
class Endings {
    private final Board board;
    private final Tickets tickets;
    private final Cancellations cancellations;
    private final Claims claims;
    private final EventSender events;
    private final Reporting reporting;

    Endings(
            Board board,
            Tickets tickets,
            Cancellations cancellations,
            Claims claims,
            EventSender events,
            Reporting reporting) {
        this.board = board;
        this.tickets = tickets;
        this.cancellations = cancellations;
        this.claims = claims;
        this.events = events;
        this.reporting = reporting;
    }

    /** @return the result, which is still to be announced */
    PredictionCompleted done(PredictionRequested request, PredictionCompleted result) {
        tickets.done(request, result.predictionId());
        forgetCancellation(request); // it came too late
        board.end(PredictionView.completed(result).askedFor(request.predictionId()));
        return result;
    }

    void cancelled(PredictionRequested request) {
        events.send(new PredictionCancelled(request.predictionId(), request.scanId(), request.alias()));
        tickets.cancelled(request);
        forgetCancellation(request);
        board.end(PredictionView.queued(request).in(PredictionView.State.CANCELLED, null));
        reporting.cancelled();
    }

    void failed(PredictionRequested request, Fault fault) {
        tickets.failed(request, fault);
        board.end(PredictionView.queued(request).in(PredictionView.State.FAILED, fault));
    }

    /** Another instance that works on the same has to see it, too. */
    private void forgetCancellation(PredictionRequested request) {
        if (cancellations.isAsked(request.predictionId()) && !claims.isTaken(request.predictionId())) {
            cancellations.forget(request.predictionId());
        }
    }
}
