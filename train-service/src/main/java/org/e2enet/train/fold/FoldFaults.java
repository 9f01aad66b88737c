package org.e2enet.train.fold;

import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Fault;

/** How a fold ends that nothing in its request foretold: TRA-113, TRA-204, TRA-205, TRA-902. */
public final class FoldFaults {
    private FoldFaults() {}

    static Fault outOfMemory(TrainingRequested request, OutOfMemoryError full) {
        return new Fault(
                "TRA-113",
                "out of memory (" + full.getMessage() + ")",
                request.key(),
                "Start the service with a larger -Xmx or lower train.case-cache; the same request goes on from the last state.");
    }

    static Fault endedItsProcess(TrainingRequested request, FoldDocument document) {
        return new Fault(
                "TRA-902",
                "the service ended " + document.attempts() + " times in this fold before it could save a state",
                request.key(),
                "Look for the cause in the service's log (out of memory, killed by the system); then send the request again, it"
                        + " goes on from step " + document.progress().iteration() + ".");
    }

    static Fault cancelled(String runId) {
        return new Fault(
                "TRA-204", "the run was cancelled", runId, "Choose another run id to train the same once more.");
    }

    public static Fault finished(String runId) {
        return new Fault(
                "TRA-205",
                "all folds of the run are finished",
                runId,
                "Nothing is left to cancel; take the alias from its models with DELETE /models/ALIAS at infer-service.");
    }
}
