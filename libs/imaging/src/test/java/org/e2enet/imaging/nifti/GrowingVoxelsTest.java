package org.e2enet.imaging.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrays that begin smaller than promised, as for streams of unknown size. */
class GrowingVoxelsTest {
    private static final NiftiHeader TWO_CHANNELS = new NiftiReader(ReadLimits.WITH_CHANNELS)
            .readHeader(
                    new ByteArrayInputStream(
                            NiftiBytes.littleEndian().dim(4, 3, 2, 2, 2).bytes()),
                    -1,
                    "t");

    @Test
    void shouldGrowChannelsToTheirSizeAndNoFurther() {
        for (int plausible = 1; plausible <= 12; plausible++) {
            ImageVoxels image = new ImageVoxels(TWO_CHANNELS, plausible);
            for (int from = 0; from < 24; from += 5) {
                image.put(countingFrom(from), Math.min(5, 24 - from));
            }

            List<float[]> channels = image.channels();

            assertEquals(2, channels.size());
            for (int channel = 0; channel < 2; channel++) {
                assertEquals(12, channels.get(channel).length);
                assertEquals(12 * channel, channels.get(channel)[0]);
                assertEquals(12 * channel + 11, channels.get(channel)[11]);
            }
        }
    }

    @Test
    void shouldGrowLabelsToTheirSizeAndNoFurther() {
        for (int plausible = 1; plausible <= 12; plausible++) {
            LabelVoxels labels = new LabelVoxels(TWO_CHANNELS, plausible);
            labels.put(countingFrom(0), 5);
            labels.put(countingFrom(5), 5);
            labels.put(countingFrom(10), 2);

            assertArrayEquals(new short[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, labels.labels());
        }
    }

    private static double[] countingFrom(int first) {
        return new double[] {first, first + 1, first + 2, first + 3, first + 4};
    }
}
