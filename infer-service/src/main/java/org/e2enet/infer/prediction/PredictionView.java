package org.e2enet.infer.prediction;

import org.e2enet.catalogue.PredictionTicket;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.faults.Fault;

/**
 * A prediction as a caller sees it.
 *
 * @param state {@code queued}, {@code running}, {@code completed} or {@code failed}
 * @param windowsDone of a running one
 * @param windowsTotal of a running one, 0 before the first window is done
 * @param result of a completed one
 * @param fault of a failed one
 */
public record PredictionView(
        String predictionId,
        String state,
        Integer windowsDone,
        Integer windowsTotal,
        PredictionCompleted result,
        Fault fault) {
    static PredictionView completed(PredictionCompleted result) {
        return new PredictionView(result.predictionId(), "completed", null, null, result, null);
    }

    static PredictionView running(Board.Running running) {
        return new PredictionView(
                running.predictionId(), "running", running.windowsDone(), running.windowsTotal(), null, null);
    }

    /** A request that waits for its turn, or failed. */
    static PredictionView of(PredictionTicket ticket) {
        String state = ticket.fault() == null ? "queued" : "failed";
        return new PredictionView(ticket.request().predictionId(), state, null, null, null, ticket.fault());
    }
}
