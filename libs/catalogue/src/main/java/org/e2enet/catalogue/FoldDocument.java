package org.e2enet.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;

/**
 * Where a fold of a run stands. What a redelivered request is compared with and goes on from.
 *
 * @param progress the last one announced
 * @param state latest resumable state, or null before the first checkpoint
 */
public record FoldDocument(TrainingRequested request, TrainingProgressed progress, ObjectRef state) {
    @JsonIgnore
    public boolean isFinished() {
        return progress.state() == TrainingProgressed.State.FINISHED;
    }

    String id() {
        return Runs.id(request.runId(), request.fold());
    }
}
