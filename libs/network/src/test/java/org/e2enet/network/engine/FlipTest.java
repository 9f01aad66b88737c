package org.e2enet.network.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlipTest {
    private static final int CHANNELS = 2;

    /** Every set of axes, on odd and even sizes and on a flat one. */
    static Stream<Flip> flips() {
        return IntStream.range(0, 8).boxed().flatMap(bits -> {
            Set<Axis> axes = EnumSet.noneOf(Axis.class);
            for (Axis axis : Axis.values()) {
                if ((bits >> axis.ordinal() & 1) == 1) {
                    axes.add(axis);
                }
            }
            return Stream.of(new Size3(2, 3, 4), new Size3(5, 2, 3), new Size3(1, 4, 1))
                    .map(size -> new Flip(axes, size));
        });
    }

    @ParameterizedTest
    @MethodSource("flips")
    void shouldTakeEveryVoxelFromTheOtherEndOfTheFlippedAxes(Flip flip) {
        Size3 size = flip.size();
        float[] target = new float[Math.toIntExact(CHANNELS * size.volume())];

        flip.copy(numbered(target.length), target, CHANNELS);

        for (int n = 0; n < target.length; n++) {
            int x = n % size.width();
            int y = n / size.width() % size.height();
            int z = n / (size.width() * size.height()) % size.depth();
            int channel = n / Math.toIntExact(size.volume());
            List<Integer> from = List.of(
                    flip.axes().contains(Axis.DEPTH) ? size.depth() - 1 - z : z,
                    flip.axes().contains(Axis.HEIGHT) ? size.height() - 1 - y : y,
                    flip.axes().contains(Axis.WIDTH) ? size.width() - 1 - x : x);
            int source =
                    ((channel * size.depth() + from.get(0)) * size.height() + from.get(1)) * size.width() + from.get(2);
            assertEquals(source, target[n]);
        }
    }

    @ParameterizedTest
    @MethodSource("flips")
    void shouldDoTheSameInPlaceAsInACopy(Flip flip) {
        int voxels = Math.toIntExact(flip.size().volume());
        float[] values = numbered(CHANNELS * voxels);
        float[] copied = new float[values.length];
        flip.copy(values, copied, CHANNELS);
        short[] labels = new short[values.length];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (short) n;
        }

        for (int c = 0; c < CHANNELS; c++) {
            flip.inPlace(values, c * voxels);
            flip.inPlace(labels, c * voxels);
        }

        assertArrayEquals(copied, values);
        for (int n = 0; n < labels.length; n++) {
            assertEquals(copied[n], labels[n]);
        }
    }

    private static float[] numbered(int length) {
        float[] values = new float[length];
        for (int n = 0; n < length; n++) {
            values[n] = n;
        }
        return values;
    }
}
