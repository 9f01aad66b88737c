package org.e2enet.standalone.topology;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.faults.Fault;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.topology.RecordedTopology;
import org.e2enet.network.topology.RecordedTopology.Replayed;
import org.e2enet.standalone.models.PublishedModel;
import org.e2enet.standalone.stack.DataFolder;

/**
 * The checkpoint that a replay must come out at.
 *
 * @param published what training said of it; empty for a file, which does not know its run
 */
record ComparedCheckpoint(String name, Checkpoint checkpoint, Optional<CheckpointPublished> published) {
    static ComparedCheckpoint load(DataFolder folder, String name) {
        try {
            Path file = Path.of(name);
            if (Files.isRegularFile(file)) {
                return new ComparedCheckpoint(name, Checkpoint.load(file), Optional.empty());
            }
            CheckpointPublished published = PublishedModel.find(folder, name);
            Checkpoint checkpoint = Checkpoint.load(PublishedModel.weights(folder, name));
            return new ComparedCheckpoint(name, checkpoint, Optional.of(published));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @throws org.e2enet.faults.FaultException CLI-803 when it is known to be of another run, fold or iteration */
    void requireOf(String runId, int fold, Integer iteration) {
        published.ifPresent(it -> require(
                it.runId().equals(runId) && it.fold() == fold,
                "it belongs to " + it.runId() + ", fold " + it.fold() + ", not to " + runId + ", fold " + fold));
        int saved = checkpoint.description().iteration();
        require(
                iteration == null || iteration == saved,
                "it was saved at iteration " + saved + ", not at " + iteration + "; leave --iteration out");
    }

    /** @throws org.e2enet.faults.FaultException CLI-804 when the masks are not those that the topic tells */
    Replayed requireEqual(RecordedTopology recorded) {
        int iteration = checkpoint.description().iteration();
        JsonNode run = checkpoint.description().documents().get("run");
        Replayed replayed =
                recorded.at(iteration, run == null ? 0 : run.path("updates").asInt());
        Set<String> differing = replayed.topology().differingFrom(checkpoint.topology());
        if (!differing.isEmpty()) {
            throw new Fault(
                            "CLI-804",
                            "the masks of iteration " + iteration + " differ from the topic's in " + differing.size()
                                    + " tensors, first in "
                                    + differing.iterator().next(),
                            name,
                            "Compare with a checkpoint of this run and fold.")
                    .exception();
        }
        return replayed;
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new Fault("CLI-803", what, name, "Name a checkpoint of the run and fold that is replayed.")
                    .exception();
        }
    }
}
