package org.e2enet.infer.prediction;

import org.e2enet.contract.PredictionCompleted;

/**
 * A prediction as a caller sees it.
 *
 * @param state {@code completed} or {@code running}
 * @param windowsDone of a running one
 * @param windowsTotal of a running one, 0 before the first window is done
 * @param result of a completed one
 */
public record PredictionView(
        String predictionId, String state, Integer windowsDone, Integer windowsTotal, PredictionCompleted result) {
    static PredictionView completed(PredictionCompleted result) {
        return new PredictionView(result.predictionId(), "completed", null, null, result);
    }

    static PredictionView running(Board.Running running) {
        return new PredictionView(
                running.predictionId(), "running", running.windowsDone(), running.windowsTotal(), null);
    }
}
