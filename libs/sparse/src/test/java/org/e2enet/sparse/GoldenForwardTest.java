package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.plan.ShiftPlan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forwards of the released code (see golden/README.md): all heads, two stride sets, 3 and 5 shift groups. */
class GoldenForwardTest {
    private static final double TOLERANCE = 2e-4;

    @ParameterizedTest
    @CsvSource({"s222,3,vector", "s222,5,vector", "s122,3,vector", "s122,5,vector", "s222,5,scalar", "s122,3,scalar"})
    void shouldGiveTheReleasedCodesLogits(String set, int groups, String kernels) throws IOException {
        try (SafetensorsFile io = open("forward_" + set + ".io")) {
            List<Integer> shape = io.entry("input_q").shape();
            Size3 patch = new Size3(shape.get(2), shape.get(3), shape.get(4));
            float[] input = io.floats("input_q");
            for (int i = 0; i < input.length; i++) {
                input[i] /= 16;
            }
            Model model = model(set, groups, patch);
            SparseEngine engine = new SparseEngine(SparseOptions.defaults().withKernels(kernels));
            try (SparseNetwork network = engine.compile(model, patch)) {
                List<float[]> logits = network.forward(input, 4);
                for (int head = 0; head < 4; head++) {
                    check(io, groups == 5 ? "shift5." : "", head, logits.get(head), patch, model);
                }
            }
        }
    }

    private static void check(SafetensorsFile io, String prefix, int head, float[] logits, Size3 patch, Model model) {
        Size3 size = patch.dividedBy(
                model.graph().node(model.graph().outputs().get(head)).scale());
        checkMeans(io.doubles(prefix + "chan_mean_std." + head), logits, Math.toIntExact(size.volume()));
        boolean sampled = head < 2;
        String name = prefix + "logits." + head + (sampled ? ".sub" : "");
        if (!io.contains(name)) {
            assertTrue(prefix.startsWith("shift5") && head == 1, name + " is missing");
            return;
        }
        int[] from = head == 0 ? new int[] {0, 1, 2} : new int[] {0, head == 1 ? 1 : 0, 0};
        int[] step = head == 0 ? new int[] {2, 4, 4} : head == 1 ? new int[] {2, 2, 1} : new int[] {1, 1, 1};
        float[] wanted = io.floats(name);
        int at = 0;
        for (int c = 0; c < 4; c++) {
            for (int z = from[0]; z < size.depth(); z += step[0]) {
                for (int y = from[1]; y < size.height(); y += step[1]) {
                    for (int x = from[2]; x < size.width(); x += step[2]) {
                        float got = logits[((c * size.depth() + z) * size.height() + y) * size.width() + x];
                        assertEquals(wanted[at++], got, TOLERANCE, name + " at " + c + "," + z + "," + y + "," + x);
                    }
                }
            }
        }
        assertEquals(wanted.length, at);
    }

    private static void checkMeans(double[] meanAndDeviation, float[] logits, int voxels) {
        for (int c = 0; c < 4; c++) {
            double sum = 0;
            for (int v = 0; v < voxels; v++) {
                sum += logits[c * voxels + v];
            }
            assertEquals(meanAndDeviation[c], sum / voxels, TOLERANCE);
        }
    }

    private static Model model(String set, int groups, Size3 patch) throws IOException {
        List<Integer> offsets = groups == 3 ? List.of(-1, 0, 1) : List.of(-2, -1, 0, 1, 2);
        Size3 two = Size3.cube(2);
        Plan plan = PlanBuilder.builder()
                .architecture("e2enet")
                .inputChannels(1)
                .classes(4)
                .channels(List.of(6, 12, 13, 13, 13, 13))
                .strides(List.of(set.equals("s122") ? new Size3(1, 2, 2) : two, two, two, two, two))
                .kernel(new Size3(1, 3, 3))
                .shift(new ShiftPlan(Axis.DEPTH, offsets, true))
                .sparsity(0.8)
                .patch(patch)
                .build();
        Graph graph = Architectures.graph(plan);
        Map<String, Tensor> weights = new HashMap<>();
        try (SafetensorsFile file = open("forward_" + set + ".weights")) {
            graph.parameters().forEach(parameter -> weights.put(parameter.name(), file.tensor(parameter.name())));
        }
        return new Model(graph, weights, Topology.DENSE);
    }

    private static SafetensorsFile open(String name) throws IOException {
        try (InputStream stream = GoldenForwardTest.class.getResourceAsStream("/golden/" + name + ".safetensors")) {
            return SafetensorsFile.read(stream, name);
        }
    }
}
