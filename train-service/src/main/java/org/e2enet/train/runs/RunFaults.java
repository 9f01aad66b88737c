package org.e2enet.train.runs;

import java.util.Set;
import org.e2enet.faults.Fault;

/** What cannot be told of a run: TRA-211 to TRA-214. */
final class RunFaults {
    private RunFaults() {}

    static Fault noTopology(String runId, int fold, Set<Integer> folds) {
        return new Fault(
                "TRA-211",
                "the topic masks.evolved has no record of fold " + fold + " of this run"
                        + (folds.isEmpty() ? "" : ", only of folds " + folds),
                runId,
                "Look at the run's id: GET /trainings lists those that were begun.");
    }

    static Fault unknownRun(String runId) {
        return new Fault(
                "TRA-213", "no run of that name was ever requested", runId, "GET /trainings lists the runs there are.");
    }

    static Fault noModel(String runId, int fold) {
        return new Fault(
                "TRA-214",
                "fold " + fold + " has no final model",
                runId,
                "Wait until it is finished: GET /trainings/{runId} tells where it stands.");
    }

    static Fault topicUnread(String topic) {
        return new Fault(
                "TRA-212",
                "the topic cannot be read to its end",
                topic,
                "Look whether the broker runs and all its partitions have a leader; try again.");
    }
}
