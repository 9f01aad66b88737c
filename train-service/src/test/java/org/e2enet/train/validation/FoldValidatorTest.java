package org.e2enet.train.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.FaultException;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.Exploration;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.network.training.TrainingState;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.store.FileStore;
import org.e2enet.training.run.RunCheckpoint;
import org.e2enet.training.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the network holds of the heap is lent like scans and their sums are; without a scan nothing else is asked for. */
class FoldValidatorTest {
    private static final Plan PLAN = Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);
    private static final Graph GRAPH = Architectures.graph(PLAN);
    private static final SparseEngine ENGINE = new SparseEngine();
    private static final long MUCH = 1L << 40;

    @TempDir
    private Path folder;

    @Test
    void shouldBorrowWhatTheNetworkHoldsAndGiveItBack() {
        FileStore store = new FileStore(folder);
        Topology topology = TopologyStart.random(GRAPH, PLAN, 1);
        Model model = new Model(GRAPH, new Initializer(1).weights(GRAPH), topology);
        CheckpointPublished published = published(stored(store, model));
        long network = ENGINE.heapBytes(model, PLAN.patch());
        assertTrue(network > 0);
        long needed = published.weights().bytes() + network;

        MemoryBudget enough = new MemoryBudget(needed, MUCH);
        segmentNothing(store, enough, published);
        assertEquals(needed, enough.freeHeapBytes());

        MemoryBudget tooLittle = new MemoryBudget(needed - 1, MUCH);
        FaultException refused = assertThrows(FaultException.class, () -> segmentNothing(store, tooLittle, published));
        assertEquals("TRA-112", refused.fault().code());
    }

    private static void segmentNothing(FileStore store, MemoryBudget memory, CheckpointPublished model) {
        new FoldValidator(store, null, memory).segment(ENGINE, model, List.of(), () -> false, (_, _) -> {});
    }

    private static ObjectRef stored(FileStore store, Model model) {
        RunState state = new RunState(
                new TrainingState(0, model.weights(), Map.of(), Map.of(), model.topology()),
                new Exploration(model.topology()),
                0,
                RunState.SmoothedDice.NONE,
                Optional.empty());
        return store.put(
                SafetensorsWriter.MEDIA_TYPE,
                RunCheckpoint.of(state, PLAN, Recipe.quick(1, 1, 1)).toSafetensors()::write);
    }

    private static CheckpointPublished published(ObjectRef weights) {
        return new CheckpointPublished(
                "run-fold0",
                "run",
                0,
                0,
                CheckpointPublished.Kind.FINAL,
                weights,
                new DatasetDefinition("balls", List.of("MR"), Map.of(0, "background", 1, "ball")),
                PLAN,
                Recipe.quick(1, 1, 1),
                new ModelCosts(1, 1, 1, 1),
                Map.of(),
                weights);
    }
}
