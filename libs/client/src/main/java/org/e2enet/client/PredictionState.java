package org.e2enet.client;

import org.e2enet.contract.PredictionCompleted;
import org.e2enet.faults.Fault;

/**
 * Where a prediction stands.
 *
 * @param state {@code queued}, {@code running}, {@code paused}, {@code completed}, {@code failed} or {@code cancelled}
 * @param place in the queue of a queued one, 1 = next
 * @param stage of a running one: {@code model}, {@code read}, {@code network}, {@code write}
 * @param windowsDone of a running one
 * @param windowsTotal of a running one, 0 before the first window is done
 * @param secondsLeft of a running one, by the windows done so far
 * @param result of a completed one
 * @param fault of a failed one
 */
public record PredictionState(
        String predictionId,
        String state,
        Integer place,
        String stage,
        Integer windowsDone,
        Integer windowsTotal,
        Double secondsLeft,
        PredictionCompleted result,
        Fault fault) {
    boolean isCancelled() {
        return state.equals("cancelled");
    }
}
