package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.plan.ShiftPlan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random networks over awkward shapes; the seed is the argument, so a failure is replayed by its name. */
class RandomNetworkTest {
    private static final double TOLERANCE = 2e-4;

    /** Transposed convolutions within their reader also where the tensors are small. */
    @BeforeAll
    static void liftEverything() {
        System.setProperty("org.e2enet.sparse.minLiftedFloats", "1");
    }

    @AfterAll
    static void liftLargeTensorsOnly() {
        System.clearProperty("org.e2enet.sparse.minLiftedFloats");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void shouldAgreeWithTheNaiveWalkOfTheGraph(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Plan plan = plan(random);
        Model model = RandomModels.model(Architectures.graph(plan), 1 - plan.sparsity(), random);
        check(model, plan.patch(), random, "seed " + seed + ": " + plan);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {51, 52, 53, 54})
    void shouldPutManyOutputsInTheLanesAtTheDeepestLevel(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Size3 stride = random.nextBoolean() ? Size3.cube(2) : new Size3(1, 2, 2);
        Size3 patch = stride.times(new Size3(1 + random.nextInt(8), 1 + random.nextInt(7), 1 + random.nextInt(7)));
        int wide = 33 + random.nextInt(40);
        Plan plan = PlanBuilder.builder()
                .architecture("e2enet")
                .inputChannels(1)
                .classes(2)
                .channels(List.of(5, wide))
                .strides(List.of(stride))
                .kernel(new Size3(1, 3, 3))
                .shift(shift(random))
                .sparsity(0.7)
                .patch(patch)
                .build();
        Model model = RandomModels.model(Architectures.graph(plan), 0.3, random);
        try (SparseNetwork network = new SparseEngine().compile(model, patch)) {
            assertTrue(network.layers().stream().anyMatch(layer -> layer.kind().equals("deep")));
        }
        check(model, patch, random, "seed " + seed + ": " + plan);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {101, 102, 103, 104, 105, 106})
    void shouldRunGraphsThatAreNoE2ENet(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Graph graph = residualGraph(random);
        Model model = RandomModels.model(graph, 0.5, random);
        Size3 patch = new Size3(1 + random.nextInt(20), 2 * (1 + random.nextInt(10)), 2 * (1 + random.nextInt(10)));
        check(model, patch, random, "seed " + seed + ": patch " + patch);
    }

    /** What a shift brings beyond the volume's ends is not there for a second shift to bring back. */
    @Test
    void shouldShiftATransposedConvolutionOfAShiftedTensor() {
        Layer.Shift shift = new Layer.Shift(Axis.DEPTH, List.of(-1, 0, 1));
        GraphBuilder graph = new GraphBuilder();
        int input = graph.input(12);
        int coarse = graph.shift(shift, graph.maxPool(input, Size3.cube(2)));
        int up = graph.transposedConv("up", coarse, 12, Size3.cube(2), true);
        int fine = graph.shift(shift, graph.concat(List.of(input, up)));
        int conv = graph.conv("conv", fine, 8, new Size3(1, 3, 3), Size3.cube(1), false, true, Layer.Role.FUSION);
        Model model = RandomModels.model(graph.build(List.of(conv)), 0.3, new SplittableRandom(1));
        check(model, new Size3(32, 8, 16), new SplittableRandom(2), "shifted twice");
    }

    static void check(Model model, Size3 patch, SplittableRandom random, String what) {
        float[] input = RandomModels.input(Math.toIntExact(model.graph().inputChannels() * patch.volume()), random);
        List<double[]> wanted = NaiveInterpreter.forward(model, patch, input);
        int heads = wanted.size();
        try (SparseNetwork network = new SparseEngine().compile(model, patch)) {
            network.forward(RandomModels.input(input.length, random), heads);
            List<float[]> got = network.forward(input, heads);
            for (int head = 0; head < heads; head++) {
                String place = what + ", head " + head + " at ";
                for (int i = 0; i < wanted.get(head).length; i++) {
                    int voxel = i;
                    double expected = wanted.get(head)[i];
                    double tolerance = TOLERANCE * Math.max(1, Math.abs(expected));
                    assertEquals(expected, got.get(head)[i], tolerance, () -> place + voxel);
                }
            }
        }
    }

    private static Plan plan(SplittableRandom random) {
        int levels = 2 + random.nextInt(2);
        List<Integer> channels = new ArrayList<>();
        List<Size3> strides = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            channels.add(1 + random.nextInt(20));
            if (level > 0) {
                strides.add(random.nextInt(3) == 0 ? new Size3(1, 2, 2) : Size3.cube(2));
            }
        }
        Size3 divisor = strides.stream().reduce(Size3.cube(1), Size3::times);
        Size3 patch = divisor.times(new Size3(1 + random.nextInt(9), 1 + random.nextInt(9), 1 + random.nextInt(9)));
        Size3 kernel = List.of(Size3.cube(3), Size3.cube(5), new Size3(1, 3, 3), new Size3(1, 3, 3))
                .get(random.nextInt(4));
        return PlanBuilder.builder()
                .architecture("e2enet")
                .inputChannels(1 + random.nextInt(4))
                .classes(2 + random.nextInt(6))
                .channels(channels)
                .strides(strides)
                .kernel(kernel)
                .shift(shift(random))
                .sparsity(List.of(0.9, 0.7, 0.4, 0.0).get(random.nextInt(4)))
                .patch(patch)
                .build();
    }

    private static ShiftPlan shift(SplittableRandom random) {
        int step = List.of(1, 2, 3, 7).get(random.nextInt(4));
        List<Integer> three = List.of(-step, 0, step);
        return switch (random.nextInt(6)) {
            case 0 -> ShiftPlan.OFF;
            case 1 -> new ShiftPlan(Axis.DEPTH, List.of(-2, -1, 0, 1, 2), true);
            case 2 -> new ShiftPlan(random.nextBoolean() ? Axis.HEIGHT : Axis.WIDTH, three, false);
            default -> new ShiftPlan(Axis.DEPTH, three, random.nextBoolean());
        };
    }

    /** Residual blocks, a norm without a convolution before it, an activation twice, strides in the plane only. */
    private static Graph residualGraph(SplittableRandom random) {
        GraphBuilder graph = new GraphBuilder();
        int channels = 1 + random.nextInt(18);
        Size3 one = Size3.cube(1);
        int input = graph.input(1 + random.nextInt(3));
        int a = graph.conv("a", input, channels, Size3.cube(3), one, true, false, Layer.Role.BACKBONE);
        int b = graph.normAndActivation("a.norm", a, 1e-5f, 0.01f);
        int c = graph.conv("c", b, channels, new Size3(3, 1, 1), one, true, true, Layer.Role.FUSION);
        int sum = graph.add(List.of(b, c, a));
        int d = graph.normAndActivation("d.norm", sum, 1e-5f, 0.2f);
        int down = graph.conv(
                "down", d, channels, new Size3(1, 3, 3), new Size3(1, 2, 2), true, false, Layer.Role.BACKBONE);
        int up = graph.transposedConv("up", down, channels, new Size3(1, 2, 2), true, true);
        int shifted = graph.shift(new Layer.Shift(Axis.DEPTH, List.of(-1, 1)), graph.concat(List.of(up, sum)));
        int twice = graph.shift(new Layer.Shift(Axis.DEPTH, List.of(0, 2)), shifted);
        int e = graph.conv("e", twice, 5, new Size3(1, 1, 3), one, true, true, Layer.Role.FUSION);
        int head = graph.conv("head", e, 3, one, one, true, false, Layer.Role.HEAD);
        return graph.build(List.of(head, graph.maxPool(head, new Size3(1, 2, 2))));
    }
}
