package org.e2enet.testkit;

import java.util.Random;

/** Voxels of a made-up body: nothing outside, noisy tissue, a bright ball in it whose place follows from the seed. */
final class Phantom {
    private static final float TISSUE = 40;
    private static final float BALL = 120;

    private Phantom() {}

    static float[] image(int edge, long seed) {
        Random random = new Random(seed);
        float[] labels = labels(edge, seed);
        float[] image = new float[labels.length];
        for (int voxel = 0; voxel < image.length; voxel++) {
            if (labels[voxel] > 0) {
                image[voxel] = (labels[voxel] == 2 ? BALL : TISSUE) + (float) random.nextGaussian();
            }
        }
        return image;
    }

    static float[] labels(int edge, long seed) {
        Random random = new Random(seed);
        double middle = (edge - 1) / 2.0;
        double x = middle + random.nextInt(-2, 3);
        double y = middle + random.nextInt(-2, 3);
        double z = middle + random.nextInt(-2, 3);
        float[] labels = new float[edge * edge * edge];
        int voxel = 0;
        for (int k = 0; k < edge; k++) {
            for (int j = 0; j < edge; j++) {
                for (int i = 0; i < edge; i++) {
                    boolean tissue = squared(i - middle, j - middle, k - middle) < squared(edge * 0.42);
                    boolean ball = squared(i - x, j - y, k - z) < squared(edge * 0.2);
                    labels[voxel++] = ball ? 2 : tissue ? 1 : 0;
                }
            }
        }
        return labels;
    }

    private static double squared(double... components) {
        double sum = 0;
        for (double component : components) {
            sum += component * component;
        }
        return sum;
    }
}
