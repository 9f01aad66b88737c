package org.e2enet.train.fold;

import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;

/**
 * Where a fold stands: document {@code runs/<runId>/<fold>.json}. What a redelivered request is compared with and goes on
 * from.
 *
 * @param progress the last one announced
 * @param state latest resumable state, or null before the first checkpoint
 */
public record FoldDocument(TrainingRequested request, TrainingProgressed progress, ObjectRef state) {
    public static String name(String runId, int fold) {
        return "runs/" + runId + "/" + fold + ".json";
    }

    boolean isFinished() {
        return progress.state() == TrainingProgressed.State.FINISHED;
    }
}
