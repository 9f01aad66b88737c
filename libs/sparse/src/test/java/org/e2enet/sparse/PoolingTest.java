package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;
import org.junit.jupiter.api.Test;

/** Pooling while the convolution before it is written; masks leave a channel constant, some γ are negative. */
class PoolingTest {
    private static final Size3 PATCH = new Size3(36, 20, 44);
    private static final Size3 HALF = Size3.cube(2);
    private static final Size3 FLAT = new Size3(1, 2, 2);
    private static final int CHANNELS = 10;

    @Test
    void shouldPoolANormalisedConvolutionWhileItIsWritten() {
        assertPasses(0, graph -> graph.maxPool(convolution(graph), HALF));
    }

    @Test
    void shouldPoolPlanesThatKeepTheirDepth() {
        assertPasses(0, graph -> graph.maxPool(convolution(graph), FLAT));
    }

    @Test
    void shouldPoolASecondTimeInAPassOfItsOwn() {
        assertPasses(1, graph -> {
            int conv = convolution(graph);
            return graph.concat(List.of(graph.maxPool(conv, HALF), graph.maxPool(conv, HALF)));
        });
    }

    @Test
    void shouldPoolAPooledTensorInAPassOfItsOwn() {
        assertPasses(1, graph -> graph.maxPool(graph.maxPool(convolution(graph), FLAT), new Size3(2, 1, 1)));
    }

    @Test
    void shouldPoolAShiftedTensorInAPassOfItsOwn() {
        assertPasses(1, graph -> {
            Layer.Shift shift = new Layer.Shift(Axis.DEPTH, List.of(-1, 0, 1));
            return graph.maxPool(graph.shift(shift, convolution(graph)), HALF);
        });
    }

    @Test
    void shouldPoolOddStridesInAPassOfItsOwn() {
        assertPasses(1, graph -> graph.maxPool(convolution(graph), new Size3(1, 4, 4)));
    }

    private static int convolution(GraphBuilder graph) {
        Size3 kernel = new Size3(1, 3, 3);
        int input = graph.input(CHANNELS);
        int conv = graph.conv("conv", input, CHANNELS, kernel, Size3.cube(1), false, true, Layer.Role.FUSION);
        return graph.normAndActivation("norm", conv, 1e-5f, 0.01f);
    }

    /** Dense and sparse kernels: values of the plain walk of the graph, and so many layers that only pool. */
    private static void assertPasses(int passes, ToIntFunction<GraphBuilder> pooled) {
        for (double density : new double[] {0.3, 0.9}) {
            GraphBuilder builder = new GraphBuilder();
            int head = builder.head("head", pooled.applyAsInt(builder), 2, false);
            Model model = RandomModels.model(builder.build(List.of(head)), density, new SplittableRandom(3));
            RandomNetworkTest.check(model, PATCH, new SplittableRandom(4), "density " + density);
            try (SparseNetwork network = new SparseEngine().compile(model, PATCH)) {
                long found = network.layers().stream()
                        .filter(layer -> layer.kind().equals("pool"))
                        .count();
                assertEquals(passes, found);
            }
        }
    }
}
