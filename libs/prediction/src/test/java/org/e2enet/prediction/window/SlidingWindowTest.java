package org.e2enet.prediction.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.faults.FaultException;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.safetensors.Tensor;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    private static final int CLASSES = 3;

    @Test
    void shouldGiveWhatAPointwiseNetworkGivesWhereverWindowsLie() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            Size3 patch = randomSize(random, 2, 8);
            Size3 image = randomSize(random, 1, 20);
            WindowSettings settings = new WindowSettings(
                    0.2 + 0.8 * random.nextDouble(), Set.of(Axis.values()[random.nextInt(3)]), Averaging.PROBABILITIES);
            Tensor scan = randomScan(random, 2, image);
            Probabilities found =
                    window(settings, patch, new Pointwise(patch, 1)).probabilities(scan, WindowProgress.NONE);
            float[] wanted = pointwise(scan.values(), Math.toIntExact(image.volume()), 1);
            Softmax.apply(wanted, CLASSES);
            assertArrayEquals(wanted, flat(found), 1e-5f, "seed " + seed + ", round " + round);
        }
    }

    @Test
    void shouldWeighAndMirrorAsTheFormulaSays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            Size3 patch = randomSize(random, 2, 7);
            Size3 image = randomSize(random, 7, 15);
            for (Averaging averaging : Averaging.values()) {
                WindowSettings settings = new WindowSettings(0.5, EnumSet.of(Axis.DEPTH, Axis.WIDTH), averaging);
                Tensor scan = randomScan(random, 1, image);
                CompiledNetwork first = new PlaceDependent(patch, random.nextLong());
                CompiledNetwork second = new PlaceDependent(patch, random.nextLong());
                SlidingWindow window = new SlidingWindow(settings, patch, CLASSES, List.of(first, second));
                assertArrayEquals(
                        Formula.probabilities(scan, image, patch, CLASSES, settings, List.of(first, second)),
                        flat(window.probabilities(scan, WindowProgress.NONE)),
                        1e-5f,
                        "seed " + seed + ", round " + round + ", " + averaging);
            }
        }
    }

    @Test
    void shouldPredictTheMeanOfItsModelsPredictions() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Size3 patch = Size3.cube(5);
        Tensor scan = randomScan(random, 1, new Size3(7, 9, 8));
        CompiledNetwork first = new PlaceDependent(patch, random.nextLong());
        CompiledNetwork second = new PlaceDependent(patch, random.nextLong());
        float[] ofFirst = flat(window(WindowSettings.PAPER, patch, first).probabilities(scan, WindowProgress.NONE));
        float[] ofSecond = flat(window(WindowSettings.PAPER, patch, second).probabilities(scan, WindowProgress.NONE));
        float[] mean = new float[ofFirst.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (ofFirst[i] + ofSecond[i]) / 2;
        }
        SlidingWindow both = new SlidingWindow(WindowSettings.PAPER, patch, CLASSES, List.of(first, second));
        assertArrayEquals(mean, flat(both.probabilities(scan, WindowProgress.NONE)), 1e-5f, "seed " + seed);
    }

    @Test
    void shouldHandSlicesOnInOrderAndOnce() {
        Size3 patch = Size3.cube(4);
        List<Integer> depths = new ArrayList<>();
        window(WindowSettings.PAPER, patch, new Pointwise(patch, 1))
                .run(
                        randomScan(new Random(1), 1, new Size3(11, 3, 6)),
                        WindowProgress.NONE,
                        (z, slice) -> depths.add(z));
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), depths);
    }

    @Test
    void shouldReportProgressToTheEnd() {
        Size3 patch = Size3.cube(4);
        List<Integer> done = new ArrayList<>();
        SlidingWindow window = window(WindowSettings.PAPER.withoutMirroring(), patch, new Pointwise(patch, 1));
        window.probabilities(randomScan(new Random(1), 1, new Size3(6, 4, 8)), (count, total) -> {
            assertEquals(6, total);
            done.add(count);
        });
        assertEquals(List.of(1, 2, 3, 4, 5, 6), done);
        assertEquals(6, window.windows(new Size3(6, 4, 8)));
    }

    @Test
    void shouldStopWhenCancelled() {
        Size3 patch = Size3.cube(4);
        SlidingWindow window = window(WindowSettings.PAPER, patch, new Pointwise(patch, 1));
        Tensor scan = randomScan(new Random(1), 1, Size3.cube(12));
        List<Integer> done = new ArrayList<>();
        WindowProgress untilThird = new WindowProgress() {
            @Override
            public void onWindow(int windowsDone, int windowsTotal) {
                done.add(windowsDone);
            }

            @Override
            public boolean isCancelled() {
                return done.size() == 3;
            }
        };
        assertThrows(CancellationException.class, () -> window.probabilities(scan, untilThird));
        assertEquals(List.of(1, 2, 3), done);
    }

    @Test
    void shouldRefuseLogitsThatAreNotFinite() {
        Size3 patch = Size3.cube(4);
        Tensor scan = randomScan(new Random(1), 1, Size3.cube(4));
        scan.values()[5] = Float.NaN;
        FaultException failure =
                assertThrows(FaultException.class, () -> window(WindowSettings.PAPER, patch, new Pointwise(patch, 1))
                        .probabilities(scan, WindowProgress.NONE));
        assertEquals("PRE-202", failure.fault().code());
    }

    @Test
    void shouldRefuseNetworkOfAnotherSize() {
        Tensor scan = randomScan(new Random(1), 1, Size3.cube(4));
        FaultException failure = assertThrows(
                FaultException.class, () -> window(WindowSettings.PAPER, Size3.cube(4), new Pointwise(Size3.cube(2), 1))
                        .probabilities(scan, WindowProgress.NONE));
        assertEquals("PRE-201", failure.fault().code());
    }

    @Test
    void shouldKnowMemoryThatDoesNotGrowWithDepth() {
        Size3 patch = Size3.cube(8);
        SlidingWindow window = window(WindowSettings.PAPER, patch, new Pointwise(patch, 1));
        long shallow = window.peakBytes(new Size3(10, 50, 50), 1);
        assertEquals(shallow, window.peakBytes(new Size3(1000, 50, 50), 1));
        assertTrue(shallow > 4L * CLASSES * 8 * 50 * 50, () -> "bytes " + shallow);
        SlidingWindow silent = window(WindowSettings.PAPER, patch, new PlaceDependent(patch, 1));
        assertEquals(-1, silent.peakBytes(new Size3(10, 50, 50), 1));
        assertEquals(shallow, silent.heapBytes(new Size3(10, 50, 50), 1));
    }

    private static SlidingWindow window(WindowSettings settings, Size3 patch, CompiledNetwork network) {
        return new SlidingWindow(settings, patch, CLASSES, List.of(network));
    }

    private static Size3 randomSize(Random random, int from, int to) {
        return new Size3(random.nextInt(from, to), random.nextInt(from, to), random.nextInt(from, to));
    }

    private static Tensor randomScan(Random random, int channels, Size3 size) {
        float[] values = new float[channels * Math.toIntExact(size.volume())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Tensor(List.of(channels, size.depth(), size.height(), size.width()), values);
    }

    private static float[] flat(Probabilities probabilities) {
        int voxels = probabilities.values()[0].length;
        float[] flat = new float[probabilities.values().length * voxels];
        for (int c = 0; c < probabilities.values().length; c++) {
            System.arraycopy(probabilities.values()[c], 0, flat, c * voxels, voxels);
        }
        return flat;
    }

    /** Logit of class c = c · factor · first channel. */
    static float[] pointwise(float[] input, int voxels, float factor) {
        float[] logits = new float[CLASSES * voxels];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (i / voxels) * factor * input[i % voxels];
        }
        return logits;
    }

    private record Pointwise(Size3 patch, float factor) implements CompiledNetwork {
        @Override
        public List<float[]> forward(float[] input, int heads) {
            return List.of(pointwise(input, Math.toIntExact(patch.volume()), factor));
        }

        @Override
        public long peakBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** Logits that depend on the place within the window, so that windows and flips differ. */
    private record PlaceDependent(Size3 patch, long seed) implements CompiledNetwork {
        @Override
        public List<float[]> forward(float[] input, int heads) {
            Random random = new Random(seed);
            int voxels = Math.toIntExact(patch.volume());
            float[] logits = new float[CLASSES * voxels];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = (float) random.nextGaussian() * input[i % voxels] + (float) random.nextGaussian();
            }
            return List.of(logits);
        }

        @Override
        public long peakBytes() {
            return -1;
        }

        @Override
        public void close() {}
    }
}
