package org.e2enet.prediction.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.e2enet.network.Axis;
import org.e2enet.network.Size3;
import org.junit.jupiter.api.Test;

class LabelSlicesTest {
    private static final int CLASSES = 4;

    @Test
    void shouldDecideAsTheFormulaSays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            Size3 from = size(random, 9);
            Size3 to = size(random, 16);
            Set<Axis> nearest = random.nextBoolean() ? EnumSet.of(Axis.values()[random.nextInt(3)]) : Set.of();
            float[][][] slices = slices(random, from);
            short[] found = run(slices, from, to, nearest);
            for (int voxel = 0; voxel < found.length; voxel++) {
                int z = voxel / (to.height() * to.width());
                int y = voxel / to.width() % to.height();
                int x = voxel % to.width();
                double most = 0;
                double ofFound = 0;
                for (int c = 0; c < CLASSES; c++) {
                    double value = formula(slices, c, from, to, nearest, z, y, x);
                    most = Math.max(most, value);
                    ofFound = c == found[voxel] ? value : ofFound;
                }
                assertEquals(most, ofFound, 1e-5, "seed " + seed + ", round " + round + ", voxel " + voxel);
            }
        }
    }

    @Test
    void shouldKeepLabelsOfEqualGrid() {
        Size3 size = new Size3(3, 4, 5);
        float[][][] slices = slices(new Random(7), size);
        short[] found = run(slices, size, size, Set.of());
        short[] wanted = new short[60];
        for (int v = 0; v < wanted.length; v++) {
            for (int c = 1; c < CLASSES; c++) {
                if (slices[v / 20][c][v % 20] > slices[v / 20][wanted[v]][v % 20]) {
                    wanted[v] = (short) c;
                }
            }
        }
        assertArrayEquals(wanted, found);
    }

    @Test
    void shouldRefuseSlicesOutOfOrder() {
        Size3 size = Size3.cube(2);
        LabelSlices labels = new LabelSlices(size, size, Set.of(), CLASSES);
        assertThrows(IllegalArgumentException.class, () -> labels.accept(1, new float[CLASSES][4]));
        assertThrows(IllegalStateException.class, labels::labels);
    }

    private static short[] run(float[][][] slices, Size3 from, Size3 to, Set<Axis> nearest) {
        LabelSlices labels = new LabelSlices(from, to, nearest, CLASSES);
        for (int z = 0; z < slices.length; z++) {
            labels.accept(z, slices[z]);
        }
        return labels.labels();
    }

    private static double formula(
            float[][][] slices, int ofClass, Size3 from, Size3 to, Set<Axis> nearest, int z, int y, int x) {
        double atZ = at(z, from.depth(), to.depth(), nearest.contains(Axis.DEPTH));
        double atY = at(y, from.height(), to.height(), nearest.contains(Axis.HEIGHT));
        double atX = at(x, from.width(), to.width(), nearest.contains(Axis.WIDTH));
        double sum = 0;
        for (int corner = 0; corner < 8; corner++) {
            int cz = Math.min((int) atZ + (corner & 1), from.depth() - 1);
            int cy = Math.min((int) atY + (corner >> 1 & 1), from.height() - 1);
            int cx = Math.min((int) atX + (corner >> 2), from.width() - 1);
            double weight = weight(atZ, corner & 1) * weight(atY, corner >> 1 & 1) * weight(atX, corner >> 2);
            sum += weight * slices[cz][ofClass][cy * from.width() + cx];
        }
        return sum;
    }

    private static double at(int index, int in, int out, boolean nearest) {
        double at = (index + 0.5) * in / out - 0.5;
        return Math.clamp(nearest ? Math.floor(at + 0.5) : at, 0, in - 1);
    }

    private static double weight(double at, int upper) {
        double share = at - (int) at;
        return upper == 1 ? share : 1 - share;
    }

    private static Size3 size(Random random, int most) {
        return new Size3(1 + random.nextInt(most), 1 + random.nextInt(most), 1 + random.nextInt(most));
    }

    private static float[][][] slices(Random random, Size3 size) {
        float[][][] slices = new float[size.depth()][CLASSES][size.height() * size.width()];
        for (float[][] slice : slices) {
            for (float[] ofClass : slice) {
                for (int v = 0; v < ofClass.length; v++) {
                    ofClass[v] = random.nextFloat();
                }
            }
        }
        return slices;
    }
}
