package org.e2enet.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.Tensor;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.SmallRun;
import org.junit.jupiter.api.Test;

/** Channels without any active kernel, as sparse fusion has them with few channels: constants, which a norm makes its bias. */
class DeadChannelTest {
    private static final Size3 PATCH = new Size3(5, 9, 7);
    private static final float SLOPE = 0.01f;

    @Test
    void shouldGiveTheNormsBiasToTheLastDigits() {
        int channels = 16;
        GraphBuilder builder = new GraphBuilder();
        int dead = builder.conv(
                "c", builder.input(2), channels, new Size3(1, 3, 3), Size3.cube(1), true, true, Layer.Role.FUSION);
        Graph graph = builder.build(
                List.of(builder.head("h", builder.normAndActivation("n", dead, 1e-5f, SLOPE), channels, false)));
        Random random = new Random(1);
        Map<String, Tensor> weights = random(graph, random);
        float[] identity = new float[channels * channels];
        for (int c = 0; c < channels; c++) {
            identity[c * channels + c] = 1;
        }
        weights.put("h.weight", new Tensor(weights.get("h.weight").shape(), identity));
        Topology none = new Topology(Map.of("c.weight", new KernelMask(channels, 2, new BitSet())));

        float[] logits = forward(new Model(graph, weights, none), 2);

        float[] bias = weights.get("n.bias").values();
        int voxels = Math.toIntExact(PATCH.volume());
        for (int i = 0; i < logits.length; i++) {
            float wanted = bias[i / voxels];
            assertEquals(wanted > 0 ? wanted : SLOPE * wanted, logits[i], 1e-6, "value " + i);
        }
    }

    /** A norm takes the mean away, and with it whatever bias came in. */
    @Test
    void shouldNotDependOnBiasesThatANormTakesAway() {
        Model model = SmallRun.model(5);
        Map<String, Tensor> moved = new HashMap<>(model.weights());
        CancelledBiases.of(model.graph())
                .forEach(bias -> moved.computeIfPresent(bias.name(), (name, tensor) -> {
                    float[] values = tensor.values().clone();
                    Arrays.fill(values, 1e3f);
                    return new Tensor(tensor.shape(), values);
                }));
        float[] input = SmallRun.batch(9, 1).images();

        try (CompiledNetwork plain = engine().compile(model, SmallRun.PATCH);
                CompiledNetwork other =
                        engine().compile(new Model(model.graph(), moved, model.topology()), SmallRun.PATCH)) {
            assertArrayEquals(
                    plain.forward(input, 1).getFirst(), other.forward(input, 1).getFirst(), 1e-6f);
        }
    }

    @Test
    void shouldKeepBiasesThatAnythingElseReads() {
        GraphBuilder builder = new GraphBuilder();
        int x = builder.input(1);
        int normed = builder.conv("a", x, 4, Size3.cube(1), Size3.cube(1), true, false, Layer.Role.BACKBONE);
        int after = builder.normAndActivation("n", normed, 1e-5f, SLOPE);
        int read = builder.conv("b", after, 4, Size3.cube(1), Size3.cube(1), true, false, Layer.Role.BACKBONE);
        int norm = builder.normAndActivation("m", read, 1e-5f, SLOPE);
        int both = builder.concat(List.of(read, norm));
        Graph graph = builder.build(List.of(builder.head("h", both, 2, true)));

        assertEquals(
                List.of("a.bias"),
                CancelledBiases.of(graph).stream().map(Parameter::name).toList());
    }

    private static TorchEngine engine() {
        return new TorchEngine(TorchOptions.DEFAULT);
    }

    private static float[] forward(Model model, int inputChannels) {
        float[] input = new float[Math.toIntExact(inputChannels * PATCH.volume())];
        Random random = new Random(2);
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        try (CompiledNetwork network = engine().compile(model, PATCH)) {
            return network.forward(input, 1).getFirst();
        }
    }

    private static Map<String, Tensor> random(Graph graph, Random random) {
        Map<String, Tensor> weights = new HashMap<>();
        for (Parameter parameter : graph.parameters()) {
            float[] values = new float[parameter.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            weights.put(parameter.name(), new Tensor(parameter.shape(), values));
        }
        return weights;
    }
}
