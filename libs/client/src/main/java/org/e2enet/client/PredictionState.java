package org.e2enet.client;

import org.e2enet.contract.PredictionCompleted;
import org.e2enet.faults.Fault;

/**
 * Where a prediction stands.
 *
 * @param state {@code queued}, {@code running}, {@code completed} or {@code failed}
 * @param windowsDone of a running one
 * @param windowsTotal of a running one, 0 before the first window is done
 * @param result of a completed one
 * @param fault of a failed one
 */
public record PredictionState(
        String predictionId,
        String state,
        Integer windowsDone,
        Integer windowsTotal,
        PredictionCompleted result,
        Fault fault) {}
