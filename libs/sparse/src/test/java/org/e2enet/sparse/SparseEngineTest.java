package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.Model;
import org.junit.jupiter.api.Test;

class SparseEngineTest {
    private static final Size3 PATCH = new Size3(24, 40, 48);

    private final Plan plan = Presets.e2enet(12, 40, 4, 1, 3, PATCH, 0.7);
    private final Model model = RandomModels.model(Architectures.graph(plan), 0.3, new SplittableRandom(1));
    private final float[] input = RandomModels.input(Math.toIntExact(PATCH.volume()), new SplittableRandom(2));

    /** The build gives Java the vector module everywhere: without it these tests would compare scalar with scalar. */
    @Test
    void shouldUseVectorKernels() {
        assertEquals("vector", new SparseEngine().kernels());
    }

    @Test
    void shouldGiveTheSameBitsForAnyNumberOfThreads() {
        List<float[]> one = forward(1);
        for (int threads : new int[] {2, 3, 5}) {
            List<float[]> many = forward(threads);
            for (int head = 0; head < one.size(); head++) {
                assertArrayEquals(one.get(head), many.get(head), 0f, threads + " threads, head " + head);
            }
        }
    }

    private List<float[]> forward(int threads) {
        try (SparseNetwork network =
                new SparseEngine(SparseOptions.defaults().withThreads(threads)).compile(model, PATCH)) {
            return network.forward(input, 3);
        }
    }

    @Test
    void shouldGiveTheSameFirstHeadWhetherOthersAreAskedForOrNot() {
        try (SparseNetwork network = new SparseEngine().compile(model, PATCH)) {
            assertArrayEquals(
                    network.forward(input, 3).getFirst(),
                    network.forward(input, 1).getFirst());
        }
    }

    @Test
    void shouldRefusePatchThatTheStridesDoNotDivide() {
        SparseEngine engine = new SparseEngine();
        FaultException refused = assertThrows(FaultException.class, () -> engine.compile(model, new Size3(24, 44, 48)));
        assertEquals("SPA-101", refused.fault().code());
    }

    @Test
    void shouldRefuseMoreMemoryThanTheLimitBeforeAnyWork() {
        SparseEngine engine = new SparseEngine(SparseOptions.defaults().withMemoryLimitBytes(1 << 20));
        FaultException refused = assertThrows(FaultException.class, () -> engine.compile(model, PATCH));
        assertEquals("SPA-102", refused.fault().code());
    }

    @Test
    void shouldKnowItsMemoryBeforeItTakesAny() {
        SparseEngine engine = new SparseEngine();
        try (SparseNetwork network = engine.compile(model, PATCH)) {
            assertEquals(network.peakBytes(), engine.peakBytes(model, PATCH));
        }
    }

    @Test
    void shouldKnowItsMemoryBeforeTheFirstForward() {
        try (SparseNetwork network = new SparseEngine().compile(model, PATCH)) {
            long levelOne = 3L * 12 * PATCH.volume() * Float.BYTES;
            assertTrue(network.peakBytes() > levelOne, "three tensors of the first level live at once");
            assertTrue(network.peakBytes() < 3 * levelOne, "buffers must share their places: " + network.peakBytes());
        }
    }

    @Test
    void shouldNeitherStoreNorChangeWhatItLifts() {
        System.setProperty("org.e2enet.sparse.minLiftedFloats", "1");
        try (SparseNetwork lifting = new SparseEngine().compile(model, PATCH)) {
            System.clearProperty("org.e2enet.sparse.minLiftedFloats");
            try (SparseNetwork storing = new SparseEngine().compile(model, PATCH)) {
                assertTrue(
                        lifting.layers().stream().anyMatch(layer -> layer.kind().equals("f4x1+up")));
                assertTrue(storing.layers().stream()
                        .noneMatch(layer -> layer.kind().equals("f4x1+up")));
                assertEquals(nonZeroFlops(storing), nonZeroFlops(lifting));
                assertTrue(lifting.peakBytes() < storing.peakBytes());
                for (int head = 0; head < 3; head++) {
                    assertArrayEquals(
                            storing.forward(input, 3).get(head),
                            lifting.forward(input, 3).get(head),
                            1e-4f);
                }
            }
        } finally {
            System.clearProperty("org.e2enet.sparse.minLiftedFloats");
        }
    }

    private static long nonZeroFlops(SparseNetwork network) {
        return network.layers().stream().mapToLong(LayerInfo::nonZeroFlops).sum();
    }

    @Test
    void shouldRefuseInputAndHeadsThatDoNotFit() {
        try (SparseNetwork network = new SparseEngine().compile(model, PATCH)) {
            assertEquals("SPA-103", codeOf(() -> network.forward(new float[7], 1)));
            assertEquals("SPA-104", codeOf(() -> network.forward(input, 9)));
            assertEquals("SPA-104", codeOf(() -> network.forward(input, 0)));
        }
    }

    @Test
    void shouldRefuseForwardWhenClosed() {
        SparseNetwork network = new SparseEngine().compile(model, PATCH);
        network.close();
        network.close();
        assertEquals("SPA-107", codeOf(() -> network.forward(input, 1)));
    }

    @Test
    void shouldStopBetweenLayersWhenCancelledAndRunAgain() {
        try (SparseNetwork network = new SparseEngine().compile(model, PATCH)) {
            float[] wanted = network.forward(input, 1).getFirst();
            List<Integer> done = new ArrayList<>();
            ForwardListener afterThree = new ForwardListener() {
                @Override
                public boolean isCancelled() {
                    return done.size() == 3;
                }

                @Override
                public void onLayer(int index, long nanos) {
                    done.add(index);
                }
            };
            assertEquals("SPA-106", codeOf(() -> network.forward(input, 1, afterThree)));
            assertEquals(3, done.size());
            assertArrayEquals(wanted, network.forward(input, 1).getFirst());
        }
    }

    @Test
    void shouldStayFiniteOnConstantInput() {
        try (SparseNetwork network = new SparseEngine().compile(model, PATCH)) {
            float[] constant = new float[input.length];
            Arrays.fill(constant, 1000);
            for (float logit : network.forward(constant, 1).getFirst()) {
                assertTrue(Float.isFinite(logit));
            }
        }
    }

    private static String codeOf(Runnable call) {
        return assertThrows(FaultException.class, call::run).fault().code();
    }
}
