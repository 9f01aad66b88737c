package org.e2enet.torch.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;
import org.e2enet.torch.runtime.Precision;
import org.junit.jupiter.api.Test;

class StepMemoryTest {
    private static final Size3 PATCH = Size3.cube(8);

    @Test
    void shouldCountWhatTheBackwardPassReads() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input(1);
        int y = builder.conv("c", x, 4, Size3.cube(1), Size3.cube(1), false, false, Layer.Role.BACKBONE);
        int z = builder.normAndActivation("n", y, 1e-5f, 0.01f);
        Graph graph = builder.build(List.of(builder.head("h", z, 2, false)));

        // Input, what the norm reads, what the activation gives; 20 weights, their gradients and AdamW's two moments.
        double activations = 512 * (1 + 4 + 4);
        double weights = 4 * (4 + 4 + 4 + 8);
        Recipe recipe = Recipe.quick(1, 1, 0);
        assertEquals(4 * activations + 4 * weights, StepMemory.leastBytes(graph, PATCH, recipe, Precision.FLOAT32));
        assertEquals(2 * activations + 4 * weights, StepMemory.leastBytes(graph, PATCH, recipe, Precision.BF16));
    }

    @Test
    void shouldLeaveOutNodesThatOnlyUnreadHeadsNeed() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input(1);
        int first = builder.head("h1", x, 2, false);
        int unread =
                builder.head("h2", builder.conv("c", x, 9, PATCH, PATCH, false, false, Layer.Role.BACKBONE), 2, false);
        Recipe one = new Recipe(
                Recipe.quick(1, 1, 0).optimizer(),
                1,
                1,
                1,
                0,
                List.of(1.0),
                false,
                Recipe.quick(1, 1, 0).evolution(),
                null,
                0,
                0);

        double both = StepMemory.leastBytes(
                builder.build(List.of(first, unread)), PATCH, Recipe.quick(1, 1, 0), Precision.FLOAT32);
        double onlyFirst = StepMemory.leastBytes(builder.build(List.of(first, unread)), PATCH, one, Precision.FLOAT32);

        assertTrue(onlyFirst < both);
    }

    @Test
    void shouldRefuseWhatCannotFitBeforeAnyStep() {
        Graph paper = Architectures.graph(Presets.named("paper"));
        Recipe recipe = Recipe.paper(0);

        FaultException refused = assertThrows(
                FaultException.class,
                () -> StepMemory.require(paper, Size3.cube(128), recipe, Precision.FLOAT32, 4L << 30));

        assertEquals("TOR-204", refused.fault().code());
        assertEquals("patch 128x128x128, batch 2", refused.fault().where());
        assertDoesNotThrow(() -> StepMemory.require(paper, Size3.cube(32), recipe, Precision.FLOAT32, 4L << 30));
    }
}
