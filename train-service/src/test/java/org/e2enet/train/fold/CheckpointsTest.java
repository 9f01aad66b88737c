package org.e2enet.train.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.Size3;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.Exploration;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.network.training.TrainingState;
import org.e2enet.store.FileStore;
import org.e2enet.training.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final Plan PLAN = Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);
    private static final Graph GRAPH = Architectures.graph(PLAN);

    @TempDir
    private Path folder;

    private FileStore store;
    private Folds folds;
    private Checkpoints checkpoints;

    @BeforeEach
    void open() {
        store = new FileStore(folder);
        folds = new Folds(new Catalogue(store));
        checkpoints = new Checkpoints(store, folds);
    }

    @Test
    void shouldKeepTheLastStateOnly() {
        FoldDocument begun = save(fresh(0), state(1));
        ObjectRef first = begun.state();
        ObjectRef second = save(begun, state(2)).state();

        assertFalse(store.contains(first));
        assertEquals(2, checkpoints.read(second).iteration());
        assertEquals(second, folds.find("run", 0).orElseThrow().state());
    }

    /** Folds that are tuned from one model all start with the same state. */
    @Test
    void shouldLeaveAnEqualStateOfAnotherFoldAlone() {
        FoldDocument first = save(fresh(0), state(1));
        ObjectRef equal = save(fresh(1), state(1)).state();

        save(first, state(2));

        assertEquals(1, checkpoints.read(equal).iteration());
    }

    @Test
    void shouldLeaveTheStateBeforeWhenTheDiskIsFullInTheMiddleOfTheNext() throws IOException {
        FoldDocument begun = save(fresh(0), state(1));
        ObjectRef before = begun.state();
        Checkpoints onFullDisk = new Checkpoints(new FullDisk(folder, 5_000), folds);

        FaultException refused =
                assertThrows(FaultException.class, () -> onFullDisk.replace(begun, begun.progress(), state(2)));

        assertEquals("STO-201", refused.fault().code());
        assertEquals(before, folds.find("run", 0).orElseThrow().state());
        assertEquals(1, checkpoints.read(before).iteration());
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    private static FoldDocument fresh(int fold) {
        return FoldDocument.fresh(request(fold), Progress.notStarted(request(fold)));
    }

    private FoldDocument save(FoldDocument before, RunState state) {
        return checkpoints.replace(before, before.progress(), state);
    }

    private static RunState state(int steps) {
        Topology topology = TopologyStart.random(GRAPH, PLAN, 1);
        return new RunState(
                new TrainingState(steps, new Initializer(steps).weights(GRAPH), Map.of(), Map.of(), topology),
                new Exploration(topology),
                0,
                RunState.SmoothedDice.NONE,
                Optional.empty());
    }

    private static TrainingRequested request(int fold) {
        return new TrainingRequested(
                "run", fold, 2, "balls", List.of("ball-1"), List.of(), PLAN, Recipe.quick(3, 4, 1), null);
    }
}
