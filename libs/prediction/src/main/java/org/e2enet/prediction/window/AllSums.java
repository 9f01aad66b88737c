package org.e2enet.prediction.window;

import java.util.Arrays;

/** Sums of every class. */
final class AllSums implements ClassSums {
    private final int classes;
    // One array per class and plane: the volume of a large scan would not fit into a single array.
    private final float[][] sums;

    AllSums(int classes, int planes, int planeVoxels) {
        this.classes = classes;
        sums = new float[planes * classes][planeVoxels];
    }

    @Override
    public void add(int plane, int first, float[] weights, float[] output, int source, int step) {
        int voxels = output.length / classes;
        for (int c = 0; c < classes; c++) {
            float[] sum = sums[plane * classes + c];
            int from = c * voxels + source;
            if (step == 1) {
                addInOrder(sum, first, weights, output, from);
            } else {
                for (int i = 0; i < weights.length; i++) {
                    sum[first + i] += weights[i] * output[from + step * i];
                }
            }
        }
    }

    /** The compiler takes several at once only where it sees that they follow each other. */
    private static void addInOrder(float[] sum, int first, float[] weights, float[] output, int from) {
        for (int i = 0; i < weights.length; i++) {
            sum[first + i] += weights[i] * output[from + i];
        }
    }

    @Override
    public void read(int plane, int first, float[] factors, float[][] slice, int target) {
        for (int c = 0; c < classes; c++) {
            float[] sum = sums[plane * classes + c];
            for (int i = 0; i < factors.length; i++) {
                slice[c][target + i] = sum[first + i] * factors[i];
            }
        }
    }

    @Override
    public void clear(int plane) {
        for (int c = 0; c < classes; c++) {
            Arrays.fill(sums[plane * classes + c], 0);
        }
    }

    @Override
    public long undecided() {
        return 0;
    }
}
