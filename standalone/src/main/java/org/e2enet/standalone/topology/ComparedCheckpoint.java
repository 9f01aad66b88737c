package org.e2enet.standalone.topology;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.e2enet.faults.Fault;
import org.e2enet.network.topology.Topology;
import org.e2enet.standalone.models.PublishedModel;

/** The checkpoint that a replay must come out at. */
record ComparedCheckpoint(PublishedModel model) {
    /** @throws org.e2enet.faults.FaultException CLI-803 when it is known to be of another run, fold or iteration */
    void requireOf(String runId, int fold, Integer iteration) {
        model.published()
                .ifPresent(it -> require(
                        it.runId().equals(runId) && it.fold() == fold,
                        "it belongs to " + it.runId() + ", fold " + it.fold() + ", not to " + runId + ", fold "
                                + fold));
        require(
                iteration == null || iteration == iteration(),
                "it was saved at iteration " + iteration() + ", not at " + iteration + "; leave --iteration out");
    }

    /** Steps done. */
    int iteration() {
        return model.checkpoint().description().iteration();
    }

    /** Updates made by then. */
    int updates() {
        JsonNode run = model.checkpoint().description().documents().get("run");
        return run == null ? 0 : run.path("updates").asInt();
    }

    /** @throws org.e2enet.faults.FaultException CLI-804 when the masks are not those that the topic tells */
    void requireEqual(Topology replayed) {
        Set<String> differing = replayed.differingFrom(model.checkpoint().topology());
        if (!differing.isEmpty()) {
            throw new Fault(
                            "CLI-804",
                            "the masks of iteration " + iteration() + " differ from the topic's in " + differing.size()
                                    + " tensors, first in "
                                    + differing.iterator().next(),
                            model.name(),
                            "Compare with a checkpoint of this run and fold.")
                    .exception();
        }
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new Fault("CLI-803", what, model.name(), "Name a checkpoint of the run and fold that is replayed.")
                    .exception();
        }
    }
}
