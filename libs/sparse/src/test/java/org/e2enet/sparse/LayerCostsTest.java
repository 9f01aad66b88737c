package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Multiplications and additions of layers whose sizes no kernel has to round up, counted by hand. */
class LayerCostsTest {
    private static final Size3 ONE = Size3.cube(1);
    private static final Size3 FLAT = new Size3(1, 3, 3);
    private static final int INPUTS = 12;
    private static final int OUTPUTS = 16;
    private static final Size3 PATCH = Size3.cube(16);
    private static final long VOXELS = 16 * 16 * 16;

    private final GraphBuilder graph = new GraphBuilder();
    private double density = 1;
    private Model model;

    @AfterEach
    void liftLargeTensorsOnly() {
        System.clearProperty("org.e2enet.sparse.minLiftedFloats");
    }

    @Test
    void shouldCountSparseWinograd() {
        density = 0.3;
        LayerInfo layer = layer(conv(graph.input(INPUTS), OUTPUTS, FLAT, ONE), PATCH);
        // F(4,3) along y: 6 instead of 12 products for four outputs and three taps, three times along x.
        assertCosts("f4x1", 2 * 9 * active("conv") * VOXELS, 2 * active("conv") * VOXELS * 9 / 2, layer);
    }

    @Test
    void shouldCountDenseWinograd() {
        LayerInfo layer = layer(conv(graph.input(INPUTS), OUTPUTS, FLAT, ONE), PATCH);
        // 36 products for sixteen outputs.
        assertCosts("f4x4", 2L * 9 * INPUTS * OUTPUTS * VOXELS, 2L * INPUTS * OUTPUTS * VOXELS * 9 / 4, layer);
    }

    @Test
    void shouldCountCubicKernels() {
        LayerInfo layer = layer(conv(graph.input(INPUTS), OUTPUTS, Size3.cube(3), ONE), PATCH);
        assertCosts("f4x4", 2L * 27 * INPUTS * OUTPUTS * VOXELS, 2L * 3 * INPUTS * OUTPUTS * VOXELS * 9 / 4, layer);
    }

    @Test
    void shouldCountStrides() {
        LayerInfo layer = layer(conv(graph.input(INPUTS), OUTPUTS, FLAT, new Size3(1, 2, 2)), PATCH);
        long flops = 2L * 9 * INPUTS * OUTPUTS * VOXELS / 4;
        assertCosts("direct", flops, flops, layer);
    }

    @Test
    void shouldCountHeads() {
        LayerInfo layer = layer(conv(graph.input(INPUTS), OUTPUTS, ONE, ONE), PATCH);
        long flops = 2L * INPUTS * OUTPUTS * VOXELS;
        assertCosts("direct", flops, flops, layer);
    }

    @Test
    void shouldCountTheDeepestLevels() {
        LayerInfo layer = layer(conv(graph.input(INPUTS), 64, FLAT, ONE), Size3.cube(4));
        long flops = 2L * 9 * INPUTS * 64 * (4 * 4 * 4);
        assertCosts("deep", flops, flops, layer);
    }

    @Test
    void shouldCountTransposedConvolutions() {
        density = 0.3;
        int input = graph.maxPool(graph.input(INPUTS), Size3.cube(2));
        LayerInfo layer = layer(graph.transposedConv("conv", input, OUTPUTS, Size3.cube(2), true), Size3.cube(32));
        long flops = 2 * active("conv") * 8 * VOXELS;
        assertCosts("up", flops, flops, layer);
    }

    @Test
    void shouldCountTransposedConvolutionsWithinTheirReader() {
        System.setProperty("org.e2enet.sparse.minLiftedFloats", "1");
        density = 0.3;
        int input = graph.input(INPUTS);
        int up = graph.transposedConv("up", graph.maxPool(input, Size3.cube(2)), INPUTS, Size3.cube(2), true);
        LayerInfo layer = layer(conv(graph.concat(List.of(input, up)), OUTPUTS, FLAT, ONE), PATCH);
        long nonZero = 2 * (9 * active("conv") + active("up")) * VOXELS;
        // Tiles of 4 rows × 16 columns read 6 × 18.
        long executed = 2 * active("conv") * VOXELS * 9 / 2 + 2 * active("up") * VOXELS * (6 * 18) / (4 * 16);
        assertCosts("f4x1+up", nonZero, executed, layer);
    }

    private int conv(int input, int outputs, Size3 kernel, Size3 stride) {
        return graph.conv("conv", input, outputs, kernel, stride, false, true, Layer.Role.FUSION);
    }

    private LayerInfo layer(int output, Size3 patch) {
        model = RandomModels.model(graph.build(List.of(output)), density, new SplittableRandom(1));
        try (SparseNetwork network = new SparseEngine().compile(model, patch)) {
            return network.layers().stream()
                    .filter(layer -> layer.name().equals("conv"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private long active(String name) {
        return model.topology().mask(name + ".weight").orElseThrow().activeCount();
    }

    private static void assertCosts(String kind, long nonZero, long executed, LayerInfo layer) {
        assertEquals(kind, layer.kind());
        assertEquals(nonZero, layer.nonZeroFlops(), "non-zero");
        assertEquals(executed, layer.executedFlops(), "executed");
    }
}
