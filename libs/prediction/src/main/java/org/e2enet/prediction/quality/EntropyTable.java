package org.e2enet.prediction.quality;

/**
 * What a class of probability p adds to a voxel's entropy, −p ln p, to 1e-4: read between the two nearest of 4096 steps, ten times cheaper
 * than a logarithm. A network in doubt asks for one per voxel and class.
 */
final class EntropyTable {
    private static final int STEPS = 4096;
    /** Value at each step, and beside it how far the next one is; one step more, for probabilities that rounding took over 1. */
    private static final float[] TABLE = new float[2 * (STEPS + 1)];

    static {
        for (int step = 0; step <= STEPS; step++) {
            TABLE[2 * step] = (float) exact(step);
            TABLE[2 * step + 1] = (float) (exact(step + 1) - exact(step));
        }
    }

    private EntropyTable() {}

    private static double exact(int step) {
        double p = step / (double) STEPS;
        return p == 0 ? 0 : -p * Math.log(p);
    }

    /** @param p 0 to 1 */
    static float of(float p) {
        float place = p * STEPS;
        int step = (int) place;
        return TABLE[2 * step] + (place - step) * TABLE[2 * step + 1];
    }
}
