package org.e2enet.imaging.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.junit.jupiter.api.Test;

class ResamplingTest {
    private static final Size3 EXTENT = new Size3(10, 11, 13);

    @Test
    void shouldRoundSizesHalfToEvenAndKeepOneVoxel() {
        Spacing one = new Spacing(1, 1, 1);

        assertEquals(
                new Size3(2, 2, 4),
                Resampling.between(new Size3(5, 3, 7), one, new Spacing(2, 2, 2))
                        .target());
        assertEquals(
                new Size3(1, 1, 1),
                Resampling.between(new Size3(2, 2, 2), one, new Spacing(9, 9, 9))
                        .target());
    }

    @Test
    void shouldKeepSlicesApartOnlyIfOneAxisIsCoarserThanThreeTimes() {
        assertEquals(0, sliceAxis(new Spacing(3.01, 1, 1), new Spacing(1, 1, 1)));
        assertEquals(-1, sliceAxis(new Spacing(3, 1, 1), new Spacing(1, 1, 1)));
        assertEquals(2, sliceAxis(new Spacing(1, 1, 1), new Spacing(1, 1, 4)));
        assertEquals(-1, sliceAxis(new Spacing(1, 4, 4), new Spacing(1, 1, 1)), "two coarse axes");
        assertEquals(1, sliceAxis(new Spacing(1, 4, 1), new Spacing(5, 1, 1)), "the old spacing decides first");
    }

    private static int sliceAxis(Spacing from, Spacing to) {
        return Resampling.between(EXTENT, from, to).sliceAxis();
    }

    @Test
    void shouldReturnTheInputWhereNothingChanges() {
        float[] image = new float[EXTENT.arrayLength()];
        Resampling same = new Resampling(EXTENT, EXTENT, -1);

        assertSame(image, ImageResampler.resample(image, same));
    }

    @Test
    void shouldKeepConstantsAndStayWithinTheRange() {
        Random random = new Random(3);
        for (int sliceAxis = -1; sliceAxis < 3; sliceAxis++) {
            for (Size3 target : new Size3[] {new Size3(7, 15, 9), new Size3(21, 5, 13), new Size3(1, 1, 40)}) {
                Resampling resampling = new Resampling(EXTENT, target, sliceAxis);
                float[] constant = new float[EXTENT.arrayLength()];
                Arrays.fill(constant, -1024.5f);
                float[] noise = new float[EXTENT.arrayLength()];
                for (int n = 0; n < noise.length; n++) {
                    noise[n] = random.nextFloat();
                }

                float[] flat = ImageResampler.resample(constant, resampling);
                float[] rough = ImageResampler.resample(noise, resampling);

                for (int n = 0; n < flat.length; n++) {
                    assertEquals(-1024.5f, flat[n]);
                    assertTrue(rough[n] >= 0 && rough[n] < 1);
                }
            }
        }
    }

    @Test
    void shouldFollowCubicsExactlyAwayFromTheEdges() {
        int size = 40;
        float[] line = new float[size];
        for (int n = 0; n < size; n++) {
            line[n] = (float) cubic(n);
        }
        float[] out = ImageResampler.resample(line, new Resampling(new Size3(1, 1, size), new Size3(1, 1, 100), -1));

        for (int o = 40; o < 60; o++) {
            assertEquals(cubic((o + 0.5) * 0.4 - 0.5), out[o], 1e-4);
        }
    }

    private static double cubic(double position) {
        double x = position / 20 - 1;
        return 2 * x * x * x - x * x + 0.5 * x + 3;
    }

    @Test
    void shouldComeBackToASmoothImage() {
        float[] image = new float[EXTENT.arrayLength()];
        for (int n = 0; n < image.length; n++) {
            image[n] = (float) Math.sin(n % 13 * 0.4) + (float) Math.cos(n / 143 * 0.3);
        }
        Resampling finer = new Resampling(EXTENT, new Size3(30, 33, 39), -1);

        float[] back = ImageResampler.resample(ImageResampler.resample(image, finer), finer.inverse());

        assertArrayEquals(image, back, 0.05f);
    }

    @Test
    void shouldTakeTheHigherLabelOnATieAndBackgroundWithoutMajority() {
        Resampling half = new Resampling(new Size3(1, 1, 2), new Size3(1, 1, 1), -1);
        assertArrayEquals(new short[] {5}, LabelResampler.resample(new short[] {2, 5}, half));
        assertArrayEquals(new short[] {3}, LabelResampler.resample(new short[] {3, -1}, half));
        Resampling quarter = new Resampling(new Size3(1, 2, 2), new Size3(1, 1, 1), -1);
        assertArrayEquals(new short[] {0}, LabelResampler.resample(new short[] {1, 2, 3, 4}, quarter));
    }
}
