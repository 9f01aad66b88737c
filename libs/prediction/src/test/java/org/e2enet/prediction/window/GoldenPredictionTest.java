package org.e2enet.prediction.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.plan.ShiftPlan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.Tensor;
import org.e2enet.testkit.Golden;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import org.junit.jupiter.api.Test;

/** The released code's {@code predict_3D}: eight mirrors, Gaussian, step ½ (see golden/README.md). */
class GoldenPredictionTest {
    private static final Size3 PATCH = new Size3(32, 64, 64);
    private static final int CLASSES = 4;

    /** Voxels whose two largest probabilities the reference itself has less than 1e-4 apart. */
    private static final int UNDECIDED = 110;

    @Test
    void shouldGiveTheReleasedCodesProbabilities() throws IOException {
        try (SafetensorsFile golden = SafetensorsFile.read(Golden.open("slide.safetensors"), "slide");
                CompiledNetwork network = new TorchEngine(TorchOptions.DEFAULT).compile(model(), PATCH)) {
            Tensor scan = golden.tensor("input_q");
            for (int i = 0; i < scan.values().length; i++) {
                scan.values()[i] /= 16;
            }
            SlidingWindow window = new SlidingWindow(WindowSettings.PAPER, PATCH, CLASSES, List.of(network));
            Probabilities found = window.probabilities(scan, WindowProgress.NONE);
            checkProbabilities(golden.floats("softmax.sub"), found);
            checkLabels(golden.bytes("argmax"), found.argmax());
        }
    }

    private static void checkProbabilities(float[] wanted, Probabilities found) {
        Size3 size = found.size();
        int at = 0;
        double largest = 0;
        for (int c = 0; c < CLASSES; c++) {
            for (int z = 0; z < size.depth(); z += 3) {
                for (int y = 1; y < size.height(); y += 5) {
                    for (int x = 2; x < size.width(); x += 4) {
                        float probability = found.values()[c][(z * size.height() + y) * size.width() + x];
                        largest = Math.max(largest, Math.abs(wanted[at++] - probability));
                    }
                }
            }
        }
        assertEquals(wanted.length, at);
        assertEquals(0, largest, 1e-4);
    }

    private static void checkLabels(byte[] wanted, short[] found) {
        int different = 0;
        for (int v = 0; v < wanted.length; v++) {
            different += wanted[v] == found[v] ? 0 : 1;
        }
        assertEquals(wanted.length, found.length);
        assertTrue(different <= UNDECIDED, different + " labels differ");
    }

    private static Model model() throws IOException {
        Plan plan = PlanBuilder.builder()
                .architecture("e2enet")
                .inputChannels(1)
                .classes(CLASSES)
                .channels(List.of(6, 12, 13, 13, 13, 13))
                .strides(List.of(Size3.cube(2), Size3.cube(2), Size3.cube(2), Size3.cube(2), Size3.cube(2)))
                .kernel(new Size3(1, 3, 3))
                .shift(new ShiftPlan(Axis.DEPTH, List.of(-1, 0, 1), true))
                .sparsity(0.8)
                .patch(PATCH)
                .build();
        Graph graph = Architectures.graph(plan);
        Map<String, Tensor> weights = new HashMap<>();
        try (SafetensorsFile file = SafetensorsFile.read(Golden.open("forward_s222.weights.safetensors"), "weights")) {
            graph.parameters().forEach(parameter -> weights.put(parameter.name(), file.tensor(parameter.name())));
        }
        return new Model(graph, weights, Topology.DENSE);
    }
}
