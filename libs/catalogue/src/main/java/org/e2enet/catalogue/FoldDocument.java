package org.e2enet.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;

/**
 * Where a fold stands: document {@code runs/<runId>/<fold>.json}. What a redelivered request is compared with and goes on
 * from.
 *
 * @param progress the last one announced
 * @param state latest resumable state, or null before the first checkpoint
 * @param attempts processes that took the fold up and neither saved a state nor ended it; absent in older documents
 * @param promoted the last promotion that came of this fold, or null
 */
public record FoldDocument(
        TrainingRequested request,
        TrainingProgressed progress,
        ObjectRef state,
        Integer attempts,
        ModelPromoted promoted) {
    public FoldDocument {
        attempts = Objects.requireNonNullElse(attempts, 0);
    }

    /** Of a fold that nobody took up yet. */
    public static FoldDocument fresh(TrainingRequested request, TrainingProgressed notStarted) {
        return new FoldDocument(request, notStarted, null, 0, null);
    }

    @JsonIgnore
    public boolean isFinished() {
        return progress.state() == TrainingProgressed.State.FINISHED;
    }

    /** One more process works on it, on the engine that was asked for last; one that failed runs again. */
    public FoldDocument takenUp(TrainingRequested asked) {
        return new FoldDocument(
                request.withEngine(asked.engine()),
                progress.in(TrainingProgressed.State.RUNNING, null),
                state,
                attempts + 1,
                promoted);
    }

    /** Somebody asks for it again, and has mended what made it fail. */
    public FoldDocument askedAgain() {
        return progress.state() == TrainingProgressed.State.FAILED
                ? with(progress.in(TrainingProgressed.State.RUNNING, null))
                : this;
    }

    /** A state is saved. */
    public FoldDocument reached(TrainingProgressed reached, ObjectRef saved) {
        return new FoldDocument(request, reached, saved, 0, promoted);
    }

    /** The same fold with other figures. */
    public FoldDocument with(TrainingProgressed next) {
        return new FoldDocument(request, next, state, 0, promoted);
    }

    public FoldDocument promoted(ModelPromoted promotion) {
        return new FoldDocument(request, progress, state, attempts, promotion);
    }

    String id() {
        return Runs.id(request.runId(), request.fold());
    }
}
