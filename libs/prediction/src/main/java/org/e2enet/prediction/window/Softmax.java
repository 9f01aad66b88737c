package org.e2enet.prediction.window;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Softmax over the class axis. Blocks of voxels are walked class by class, so that memory is read in order; blocks run on
 * all cores, and as each voxel is on its own the result does not depend on their number.
 */
final class Softmax {
    private static final int BLOCK = 1024;

    private Softmax() {}

    /** In place on {@code [classes][voxels]}, flattened. */
    static void apply(float[] logits, int classes) {
        int voxels = logits.length / classes;
        IntStream.range(0, Math.ceilDiv(voxels, BLOCK)).parallel().forEach(block -> {
            int first = block * BLOCK;
            block(logits, classes, voxels, first, Math.min(BLOCK, voxels - first));
        });
    }

    /** In place on {@code [classes][voxels]}. */
    static void apply(float[][] logits) {
        int voxels = logits[0].length;
        float[] flat = new float[logits.length * voxels];
        for (int c = 0; c < logits.length; c++) {
            System.arraycopy(logits[c], 0, flat, c * voxels, voxels);
        }
        apply(flat, logits.length);
        for (int c = 0; c < logits.length; c++) {
            System.arraycopy(flat, c * voxels, logits[c], 0, voxels);
        }
    }

    private static void block(float[] values, int classes, int voxels, int first, int count) {
        float[] largest = Arrays.copyOfRange(values, first, first + count);
        for (int c = 1; c < classes; c++) {
            int start = c * voxels + first;
            for (int v = 0; v < count; v++) {
                largest[v] = Math.max(largest[v], values[start + v]);
            }
        }
        float[] sum = new float[count];
        for (int c = 0; c < classes; c++) {
            int start = c * voxels + first;
            for (int v = 0; v < count; v++) {
                float exponential = exp(values[start + v] - largest[v]);
                values[start + v] = exponential;
                sum[v] += exponential;
            }
        }
        for (int c = 0; c < classes; c++) {
            int start = c * voxels + first;
            for (int v = 0; v < count; v++) {
                values[start + v] /= sum[v];
            }
        }
    }

    /**
     * eˣ for x ≤ 0 to a relative error of 3e-7, several times faster than {@link Math#exp}: 2ᵏ·eᶠ with k = the nearest integer to
     * x/ln 2 and the Taylor polynomial of degree 6 for |f| ≤ ln 2 / 2. Below 2⁻¹²⁶ it answers 2⁻¹²⁶.
     */
    static float exp(float x) {
        float binary = Math.max(x * 1.442695f, -126f);
        int power = (int) (binary - 0.5f);
        float f = (binary - power) * 0.6931472f;
        float polynomial =
                1f + f * (1f + f * (1 / 2f + f * (1 / 6f + f * (1 / 24f + f * (1 / 120f + f * (1 / 720f))))));
        return polynomial * Float.intBitsToFloat((power + 127) << 23);
    }
}
