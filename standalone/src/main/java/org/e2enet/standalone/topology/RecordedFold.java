package org.e2enet.standalone.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.faults.Fault;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.topology.RecordedTopology;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.standalone.client.EventReader;
import org.e2enet.store.FileStore;

/** Reads what a broker holds of one fold's masks; snapshots lie in the store. */
record RecordedFold(String runId, int fold, Path store) {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** @throws org.e2enet.faults.FaultException CLI-801 when no record is of this run or fold, CLI-20x of the broker */
    RecordedTopology read(String bootstrapServers, Topics names) {
        List<MasksEvolved> events =
                EventReader.recorded(bootstrapServers, names, Topic.MASKS_EVOLVED, MasksEvolved.class, runId, TIMEOUT);
        List<MasksEvolved> ofFold =
                events.stream().filter(event -> event.fold() == fold).toList();
        if (ofFold.isEmpty()) {
            TreeSet<Integer> folds =
                    events.stream().map(MasksEvolved::fold).collect(Collectors.toCollection(TreeSet::new));
            throw new Fault(
                            "CLI-801",
                            "the topic has no record of fold " + fold + " of this run"
                                    + (folds.isEmpty() ? "" : ", only of folds " + folds),
                            runId,
                            "Look at the run's id and at --data or --broker.")
                    .exception();
        }
        return new RecordedTopology(runId, fold, ofFold, this::snapshot);
    }

    private Topology snapshot(ObjectRef ref) {
        if (!Files.isDirectory(store)) {
            throw new Fault(
                            "CLI-802",
                            "no store is there to read the masks of the start from",
                            store.toString(),
                            "Name the store of the installation that trained with --store.")
                    .exception();
        }
        try (SafetensorsFile file =
                SafetensorsFile.open(FileStore.readOnly(store).localFile(ref))) {
            return ModelTensors.topology(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
