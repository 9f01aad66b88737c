package org.e2enet.imaging.rows;

import java.util.Arrays;

/** Voxel by voxel. Says what the vectors have to give, bit by bit. */
final class ScalarRows implements ProbabilityRows {
    /** −p ln p over √p·(1 − p^¼) as a polynomial in p^¼; what is left of error is 4.1e-5 at most. */
    static final float E0 = -0.0407871f;

    static final float E1 = 0.9196476f;
    static final float E2 = 4.9875744f;
    static final float E3 = -2.6136223f;
    static final float E4 = 0.7499685f;

    static final float LOG2_E = 1.442695f;
    static final float LN2 = 0.6931472f;
    /** Of the smallest power of two that is a normal number. */
    static final float LEAST_POWER = -126f;

    static final int EXPONENT_BIAS = 127;
    static final int MANTISSA_BITS = 23;

    @Override
    public int firstAbove(float[] values, int from, int to, float most) {
        int at = from;
        while (at < to && !(values[at] > most)) {
            at++;
        }
        return at;
    }

    @Override
    public int endAbove(float[] values, int from, int to, float most) {
        int at = to;
        while (at > from && !(values[at - 1] > most)) {
            at--;
        }
        return at;
    }

    @Override
    public float least(float[] values, int count) {
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i]);
        }
        return least;
    }

    @Override
    public boolean areFinite(float[] values) {
        float zero = 0;
        for (float value : values) {
            zero += value - value;
        }
        return zero == 0;
    }

    @Override
    public void challenge(
            int candidate, float[] plane, int from, float[] best, float[] second, float[] names, int at, int count) {
        for (int i = 0; i < count; i++) {
            float value = plane[from + i];
            int to = at + i;
            boolean better = value > best[to];
            second[to] = Math.max(second[to], better ? best[to] : value);
            best[to] = better ? value : best[to];
            names[to] = better ? candidate : names[to];
        }
    }

    @Override
    public void lead(int candidate, float[] plane, int from, float[] best, float[] names, int at, int count) {
        for (int i = 0; i < count; i++) {
            float value = plane[from + i];
            if (value > best[at + i]) {
                best[at + i] = value;
                names[at + i] = candidate;
            }
        }
    }

    @Override
    public boolean raise(float[] weights, float[] plane, int from, float[] weakest, float[] left, int at, int count) {
        for (int i = 0; i < count; i++) {
            if (weights[at + i] * plane[from + i] > weakest[at + i]) {
                return false;
            }
        }
        for (int i = 0; i < count; i++) {
            left[at + i] = Math.max(left[at + i], weights[at + i] * plane[from + i]);
        }
        return true;
    }

    @Override
    public void addEntropy(float[] plane, int from, float[] entropy, int at, int count) {
        for (int i = 0; i < count; i++) {
            entropy[at + i] += entropy(plane[from + i]);
        }
    }

    static float entropy(float p) {
        float root = (float) Math.sqrt(p);
        float fourth = (float) Math.sqrt(root);
        float polynomial = E0 + fourth * (E1 + fourth * (E2 + fourth * (E3 + fourth * E4)));
        return root * (1 - fourth) * polynomial;
    }

    /** Class by class, so that memory is read in order. */
    @Override
    public void softmax(float[] values, int classes, int voxels, int first, int count) {
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
        float binary = Math.max(x * LOG2_E, LEAST_POWER);
        int power = (int) (binary - 0.5f);
        float f = (binary - power) * LN2;
        float polynomial =
                1f + f * (1f + f * (1 / 2f + f * (1 / 6f + f * (1 / 24f + f * (1 / 120f + f * (1 / 720f))))));
        return polynomial * Float.intBitsToFloat((power + EXPONENT_BIAS) << MANTISSA_BITS);
    }
}
