package org.e2enet.prediction.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.safetensors.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With sums of the strongest classes only, the most probable class is that of all sums wherever it is said to be proven. */
class ManyClassesTest {
    private static final Size3 PATCH = new Size3(8, 12, 10);
    private static final Size3 IMAGE = new Size3(21, 40, 33);
    private static final int CLASSES = 40;
    /** Too little for any class: four are kept. */
    private static final long NO_BYTES = 0;

    @ParameterizedTest
    @CsvSource({"0.5, 0", "2, 1e-3", "10, 0.5"})
    void shouldSayWhereTheMostProbableClassIsNotProven(double softness, double allowedUndecided) {
        long seed = System.nanoTime();
        Tensor scan = scan(new SplittableRandom(seed));
        List<CompiledNetwork> network = List.of(new Bands(PATCH, CLASSES, softness));
        for (Set<Axis> mirrors : List.of(Set.<Axis>of(), EnumSet.allOf(Axis.class))) {
            WindowSettings settings = new WindowSettings(0.5, mirrors, Averaging.PROBABILITIES);
            SlidingWindow all = new SlidingWindow(settings, PATCH, CLASSES, network);
            SlidingWindow few = new SlidingWindow(settings, PATCH, CLASSES, network, NO_BYTES);
            float[][] kept = new float[CLASSES][Math.toIntExact(IMAGE.volume())];
            int plane = IMAGE.height() * IMAGE.width();
            long undecided = few.run(scan, WindowProgress.NONE, (z, slice) -> {
                for (int c = 0; c < CLASSES; c++) {
                    System.arraycopy(slice[c], 0, kept[c], z * plane, plane);
                }
            });

            short[] wanted = all.probabilities(scan, WindowProgress.NONE).argmax();
            short[] found = new Probabilities(IMAGE, kept).argmax();
            long different = 0;
            for (int v = 0; v < wanted.length; v++) {
                different += wanted[v] == found[v] ? 0 : 1;
            }
            String place = "seed " + seed + ", mirrors " + mirrors + ", undecided " + undecided;
            assertTrue(different <= undecided, place + ", but different " + different);
            assertTrue(undecided <= allowedUndecided * wanted.length, place);
        }
    }

    @Test
    void shouldGiveTheProbabilitiesOfTheClassesThatAreKept() {
        long seed = System.nanoTime();
        Tensor scan = scan(new SplittableRandom(seed));
        List<CompiledNetwork> network = List.of(new Bands(PATCH, CLASSES, 0.3));
        Probabilities all = new SlidingWindow(WindowSettings.PAPER, PATCH, CLASSES, network)
                .probabilities(scan, WindowProgress.NONE);
        Probabilities few = new SlidingWindow(WindowSettings.PAPER, PATCH, CLASSES, network, NO_BYTES)
                .probabilities(scan, WindowProgress.NONE);

        for (int v = 0; v < IMAGE.volume(); v++) {
            for (int c = 0; c < CLASSES; c++) {
                assertEquals(all.values()[c][v], few.values()[c][v], 1e-3, "seed " + seed + ", voxel " + v);
            }
        }
    }

    @Test
    void shouldKeepWithinItsCeilingWhateverTheNumberOfClasses() {
        Size3 large = new Size3(1000, 512, 512);
        Size3 patch = Size3.cube(128);
        long slabVoxels = 128L * 512 * 512;
        for (int classes : new int[] {2, 6, 7, 8, 16, 118, 1000}) {
            SlidingWindow window =
                    new SlidingWindow(WindowSettings.PAPER, patch, classes, List.of(new Bands(patch, classes, 1)));
            long slice = 4L * classes * 512 * 512;
            long logits = 4L * classes * patch.volume();
            long input = 2 * 4L * patch.volume();
            long sums = window.heapBytes(large, 1) - slice - logits - input;
            assertEquals(Math.min(4L * classes, 28) * slabVoxels, sums, classes + " classes");
            assertTrue(sums <= ClassSums.CEILING_BYTES, classes + " classes");
        }
    }

    /** Bright and dark balls of all classes, and a little noise. */
    private static Tensor scan(SplittableRandom random) {
        float[] values = new float[Math.toIntExact(IMAGE.volume())];
        for (int i = 0; i < values.length; i++) {
            int x = i % IMAGE.width();
            int y = i / IMAGE.width() % IMAGE.height();
            int z = i / IMAGE.width() / IMAGE.height();
            double wave = Math.sin(0.31 * x) + Math.sin(0.23 * y + 1) + Math.cos(0.37 * z);
            values[i] = (float) ((wave / 6 + 0.5) * (CLASSES - 1) + random.nextGaussian() * 0.05);
        }
        return new Tensor(List.of(1, IMAGE.depth(), IMAGE.height(), IMAGE.width()), values);
    }

    /** The class is the brightness; neighbouring ones are less likely, and each window sees it a little otherwise. */
    private record Bands(Size3 patch, int classes, double softness) implements CompiledNetwork {
        @Override
        public List<float[]> forward(float[] input, int heads) {
            float[] logits = new float[classes * input.length];
            for (int v = 0; v < input.length; v++) {
                double seen = input[v] + 0.4 * Math.sin(v * 0.7);
                for (int c = 0; c < classes; c++) {
                    double distance = (c - seen) / softness;
                    logits[c * input.length + v] = (float) (-distance * distance);
                }
            }
            return List.of(logits);
        }

        @Override
        public long peakBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
