package org.e2enet.prediction.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
    @Test
    void shouldEqualTheFormula() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int classes = 5;
        int voxels = 3000;
        float[] logits = new float[classes * voxels];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(4)));
        }
        float[] found = logits.clone();
        Softmax.apply(found, classes);
        for (int v = 0; v < voxels; v++) {
            double sum = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                largest = Math.max(largest, logits[c * voxels + v]);
            }
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logits[c * voxels + v] - largest);
            }
            for (int c = 0; c < classes; c++) {
                double wanted = Math.exp(logits[c * voxels + v] - largest) / sum;
                // x·log2(e) is rounded to float: an error of |x|·6e-8, where eˣ itself is small.
                assertEquals(wanted, found[c * voxels + v], 1e-6, "seed " + seed + ", voxel " + v);
            }
        }
    }

    @Test
    void shouldGiveTheSameOnBothLayouts() {
        float[] flat = {1, 2, 3, 0.5f, -1, 3};
        float[][] rows = {{1, 2, 3}, {0.5f, -1, 3}};
        Softmax.apply(flat, 2);
        Softmax.apply(rows);
        assertArrayEquals(new float[] {flat[0], flat[1], flat[2]}, rows[0]);
        assertArrayEquals(new float[] {flat[3], flat[4], flat[5]}, rows[1]);
    }
}
