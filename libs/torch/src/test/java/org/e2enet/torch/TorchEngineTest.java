package org.e2enet.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.e2enet.contract.Size3;
import org.e2enet.faults.FaultException;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Parameter;
import org.e2enet.safetensors.Tensor;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.TorchDevice;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.SmallRun;
import org.junit.jupiter.api.Test;

class TorchEngineTest {
    private static final TorchOptions OPTIONS = SmallRun.TWO_THREADS;

    private final Model model = SmallRun.model(5);
    private final float[] input = SmallRun.batch(9, 1).images();

    private static CompiledNetwork compile(Model model, TorchOptions options) {
        return new TorchEngine(options).compile(model, SmallRun.PATCH);
    }

    @Test
    void shouldGiveEachHeadAtItsOwnResolution() {
        try (CompiledNetwork network = compile(model, OPTIONS)) {
            List<float[]> both = network.forward(input, 2);
            assertEquals(SmallRun.CLASSES * SmallRun.PATCH.volume(), both.get(0).length);
            assertEquals(SmallRun.CLASSES * SmallRun.PATCH.volume() / 8, both.get(1).length);
            assertArrayEquals(both.get(0), network.forward(input, 1).getFirst());
        }
    }

    @Test
    void shouldIgnoreWhatAnInactiveKernelHolds() {
        Parameter parameter = model.graph().maskableParameters().getFirst();
        int inactive =
                model.topology().mask(parameter.name()).orElseThrow().active().nextClearBit(0);
        Map<String, Tensor> weights = new java.util.HashMap<>(model.weights());
        float[] changed = weights.get(parameter.name()).values().clone();
        changed[inactive * parameter.taps()] += 7;
        weights.put(parameter.name(), new Tensor(parameter.shape(), changed));
        try (CompiledNetwork network = compile(model, OPTIONS);
                CompiledNetwork other = compile(new Model(model.graph(), weights, model.topology()), OPTIONS)) {
            assertArrayEquals(
                    network.forward(input, 1).getFirst(),
                    other.forward(input, 1).getFirst());
        }
    }

    @Test
    void shouldGiveTheSameBitsWhenThreadsShareTheNetwork() throws Exception {
        try (CompiledNetwork network = compile(model, OPTIONS.withThreads(1));
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            float[] expected = network.forward(input, 1).getFirst();
            List<Future<List<float[]>>> results = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                results.add(threads.submit(() -> network.forward(input, 1)));
            }
            for (Future<List<float[]>> result : results) {
                assertArrayEquals(expected, result.get().getFirst());
            }
        }
    }

    @Test
    void shouldStayCloseToFloat32WhenItComputesInBf16() {
        try (CompiledNetwork exact = compile(model, OPTIONS);
                CompiledNetwork coarse = compile(model, OPTIONS.withPrecision(Precision.BF16))) {
            float[] expected = exact.forward(input, 1).getFirst();
            float[] actual = coarse.forward(input, 1).getFirst();
            double error = 0;
            double size = 0;
            for (int i = 0; i < expected.length; i++) {
                error += Math.pow(expected[i] - actual[i], 2);
                size += Math.pow(expected[i], 2);
            }
            assertTrue(error > 0 && Math.sqrt(error / size) < 0.03, "relative error " + Math.sqrt(error / size));
        }
    }

    @Test
    void shouldRefuseAPatchThatTheStridesDoNotDivide() {
        FaultException fault =
                assertThrows(FaultException.class, () -> new TorchEngine(OPTIONS).compile(model, new Size3(8, 10, 8)));
        assertEquals("TOR-104", fault.fault().code());
    }

    @Test
    void shouldSayHowToGetCudaWhenItIsAbsent() {
        TorchOptions cuda = new TorchOptions(TorchDevice.CUDA, Precision.FLOAT32, 0);
        FaultException fault = assertThrows(FaultException.class, () -> compile(model, cuda));
        assertEquals("TOR-103", fault.fault().code());
    }
}
