package org.e2enet.network.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.costs.CostCounter;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.random.Xoshiro;
import org.e2enet.network.topology.TopologyStart;
import org.junit.jupiter.api.Test;

/**
 * A checkpoint that the program wrote on 27 November 2026 (12733e3): plans said spacing and normalisation in fields of their own, and
 * had no preparation.
 */
class OlderCheckpointTest {
    private static final Path FILE = Path.of("src/test/resources/checkpoint-of-november.safetensors");

    @Test
    void shouldReadAllOfIt() throws IOException {
        Checkpoint read = Checkpoint.load(FILE);

        Plan plan = read.description().plan();
        assertEquals(List.of(2, 4), plan.channels());
        assertEquals(List.of(Size3.cube(2)), plan.strides());
        assertEquals(
                Preparation.canonical(
                        new Spacing(3, 1.5, 1.5),
                        List.of(ChannelNormalization.named("ct", null), ChannelNormalization.Z_SCORE)),
                plan.preparation());
        assertEquals(
                Recipe.quick(2, 3, 9).withOptimizer(Optimizer.adamW(0.003)),
                read.description().recipe());
        assertEquals(6, read.description().iteration());
        assertEquals(CostCounter.of(plan), read.description().costs());
        assertEquals(Map.of("meanPseudoDice", 0.5), read.description().scores());
        assertEquals(Xoshiro.of(1).state(), read.description().random().get("patches"));
        assertEquals(
                "liver", read.description().documents().get("labels").get("1").asText());
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 5, 6},
                read.probe().orElseThrow().logits().values());
    }

    /** The same seeds give the same weights and masks as then. */
    @Test
    void shouldHoldTheModelAndTheStateOfItsTraining() throws IOException {
        Checkpoint read = Checkpoint.load(FILE);
        Plan plan = read.description().plan();
        var graph = Architectures.graph(plan);

        assertEquals(TopologyStart.random(graph, plan, 1), read.topology());
        assertEquals(read.topology(), read.model().topology());
        new Initializer(1)
                .weights(graph)
                .forEach((name, tensor) -> assertArrayEquals(
                        tensor.values(), read.weights().get(name).values(), name));
        assertTrue(read.optimizer().isAdam());
        new Initializer(2).weights(graph).forEach((name, tensor) -> {
            assertArrayEquals(
                    tensor.values(), read.optimizer().momentum().get(name).values(), name);
            assertArrayEquals(
                    tensor.values(), read.optimizer().secondMoment().get(name).values(), name);
        });
        assertTrue(read.exploration().share() > 0.5, "what was active before counts");
    }
}
