package org.e2enet.prediction.export;

/**
 * Where the samples of one output axis lie on the input axis: output o at (o + ½)·in/out − ½, clamped to the first and
 * last sample (nnU-Net's resize with order 1 and repeated edges). Output o is
 * (1 − share[o])·input[lower[o]] + share[o]·input[upper[o]].
 */
record AxisSampling(int[] lower, int[] upper, float[] share) {
    /** Linear between the two neighbours. */
    static AxisSampling linear(int in, int out) {
        AxisSampling sampling = new AxisSampling(new int[out], new int[out], new float[out]);
        for (int o = 0; o < out; o++) {
            double at = Math.clamp((o + 0.5) * in / out - 0.5, 0.0, in - 1.0);
            sampling.lower[o] = (int) at;
            sampling.upper[o] = Math.min((int) at + 1, in - 1);
            sampling.share[o] = (float) (at - (int) at);
        }
        return sampling;
    }

    /** The nearest sample, the upper one in the middle: floor(x + ½). For an axis so coarse that blending would invent slices. */
    static AxisSampling nearest(int in, int out) {
        AxisSampling sampling = new AxisSampling(new int[out], new int[out], new float[out]);
        for (int o = 0; o < out; o++) {
            double at = (o + 0.5) * in / out - 0.5;
            int index = Math.clamp((int) Math.floor(at + 0.5), 0, in - 1);
            sampling.lower[o] = index;
            sampling.upper[o] = index;
        }
        return sampling;
    }

    int size() {
        return lower.length;
    }
}
