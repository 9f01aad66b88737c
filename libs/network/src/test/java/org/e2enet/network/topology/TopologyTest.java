package org.e2enet.network.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.topology.KernelSet;
import org.e2enet.contract.topology.TensorUpdate;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.graph.Graph;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private final Plan plan = Presets.e2enet(6, 13, 6, 1, 4, Size3.cube(32), 0.8);
    private final Graph graph = Architectures.graph(plan);

    @Test
    void shouldStartWithExactlyTheKernelsThePlanAsks() {
        Topology topology = TopologyStart.random(graph, plan, 7);

        assertEquals(35, topology.masks().size());
        // 13 × 39 · 0.2 = 101.4; 13 × 13 · 0.2 = 33.8
        assertEquals(101, topology.masks().get("loc0.0.0.blocks.0.conv.weight").activeCount());
        assertEquals(34, topology.masks().get("up0.0.weight").activeCount());
        assertEquals(topology, TopologyStart.random(graph, plan, 7));
        assertNotEquals(topology, TopologyStart.random(graph, plan, 8));
    }

    @Test
    void shouldLeaveDenseTensorsWithoutMask() {
        assertEquals(Topology.DENSE, TopologyStart.random(graph, plan.withSparsity(0), 1));
        Plan oneDense = plan.withDensityOverrides(Map.of("loc0.", 1.0));
        assertTrue(TopologyStart.random(graph, oneDense, 1)
                .mask("loc0.0.0.blocks.0.conv.weight")
                .isEmpty());
    }

    @Test
    void shouldDrawKernelsUniformly() {
        int[] hits = new int[64];
        for (long seed = 0; seed < 2000; seed++) {
            TopologyStart.random(graph, plan, seed).masks().get("up0.4.weight").active().stream()
                    .filter(index -> index < hits.length)
                    .forEach(index -> hits[index]++);
        }
        // 12 × 6 kernels of which 14 are active: 2000 · 14/72 = 388.9 each, deviation √(2000·p·(1−p)) = 17.7.
        assertTrue(IntStream.of(hits).allMatch(hit -> Math.abs(hit - 388.9) < 5 * 17.7));
    }

    @Test
    void shouldReadDirectionsOffTheGraph() {
        Graph paper = Architectures.graph(Presets.named("paper"));
        Map<String, Proportions> shares = new ConnectionDirections(paper).proportions(Topology.DENSE);

        assertEquals(15, shares.size());
        // x^{1,2} (loc3.0): 96 from its own level, 96 upsampled, 48 pooled
        Proportions middle = shares.get("loc3.0.0.blocks.0.conv.weight");
        assertEquals(new Proportions(96 / 240.0, 96 / 240.0, 48 / 240.0), middle);
        assertEquals(new Proportions(0.5, 0.5, 0), shares.get("loc4.0.0.blocks.0.conv.weight"));
    }

    @Test
    void shouldCountActiveConnectionsByDirection() {
        BitSet active = new BitSet();
        // channels 0–5 forward, 6–11 upward of the 12 inputs of loc4.0; two rows
        active.set(0);
        active.set(12 + 5);
        active.set(12 + 6);
        active.set(2 * 12 + 11);
        Topology topology = new Topology(Map.of("loc4.0.0.blocks.0.conv.weight", new KernelMask(6, 12, active)));

        assertEquals(
                new Proportions(0.5, 0.5, 0),
                new ConnectionDirections(graph).proportions(topology).get("loc4.0.0.blocks.0.conv.weight"));
    }

    @Test
    void shouldRememberWhatWasEverActive() {
        Exploration exploration = new Exploration(mask(0, 1)).with(mask(1, 2)).with(mask(0, 2));

        assertEquals(0.75, exploration.share());
        assertEquals(1, new Exploration(Topology.DENSE).share());
    }

    @Test
    void shouldRefuseUpdatesThatDoNotFit() {
        TopologyUpdate update = update(10, 0, 3);

        assertEquals(mask(1, 3), update.applyTo(mask(0, 1)));
        assertEquals(1, update.droppedKernels());
        assertCode("NET-402", () -> update.applyTo(mask(1, 2)));
        assertCode("NET-402", () -> update.applyTo(mask(0, 3)));
        assertCode("NET-402", () -> update.applyTo(mask(0)));
        assertCode("NET-402", () -> update.applyTo(Topology.DENSE));
        assertCode("NET-402", () -> update(10, 0, 4).applyTo(mask(0, 1)));
        assertCode("NET-403", () -> TopologyReplay.at(mask(0, 1), 0, List.of(update, update(10, 0, 2)), 10));
        assertCode("NET-403", () -> TopologyReplay.at(mask(0, 1), 20, List.of(), 10));
    }

    @Test
    void shouldRefuseSetsThatAreNotReadable() {
        for (String text : List.of("!", "gA==", "/////////w==", "/////x8=")) {
            assertCode("NET-401", () -> KernelSet.parse(text));
        }
    }

    @Test
    void shouldUpdateEveryIntervalButNotAfterTheLastStep() {
        TopologyEvolution evolution = new TopologyEvolution(Evolution.every(100), 1);

        assertTrue(evolution.isDue(100, 300));
        assertFalse(evolution.isDue(150, 300));
        assertFalse(evolution.isDue(300, 300));
        assertFalse(new TopologyEvolution(Evolution.never(), 1).isDue(100, 300));
    }

    private static TopologyUpdate update(int iteration, int dropped, int grown) {
        return new TopologyUpdate(
                iteration,
                0.5,
                Map.of(
                        "a",
                        new TensorUpdate(
                                KernelSet.of(dropped),
                                KernelSet.of(grown),
                                2,
                                new TensorUpdate.L1Statistics(0, 0, 0, 0))));
    }

    private static Topology mask(int... active) {
        return new Topology(
                Map.of("a", new KernelMask(2, 2, KernelSet.of(active).toBitSet())));
    }

    private static void assertCode(String code, org.junit.jupiter.api.function.Executable call) {
        assertEquals(code, assertThrows(FaultException.class, call).fault().code());
    }
}
