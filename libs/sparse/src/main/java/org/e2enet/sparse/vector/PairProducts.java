package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The inner loops of weight gradients: one output's row against one source's, neighbouring taps at once, added to a vector of
 * sums per tap. Four sums per tap go side by side, or each multiply-add would wait for the one before. The Vector API is
 * called directly, as in {@link SparseProducts}.
 */
final class PairProducts {
    private PairProducts() {}

    /**
     * sums[t] += Σ_{segment, x} out[x]·in[x + t] for t = 0, 1, 2, each a vector.
     *
     * @param columns of a segment, a multiple of four
     * @param outStep floats from a segment of out to the next
     * @param sums where three vectors lie, 16 floats apart
     */
    static void three(
            float[] data, int out, int outStep, int in, int inStep, int columns, int segments, float[] into, int sums) {
        if (Lanes.FEW_REGISTERS) {
            threeInPairs(data, out, outStep, in, inStep, columns, segments, into, sums);
            return;
        }
        FloatVector a0 = FloatVector.fromArray(SPECIES, into, sums);
        FloatVector b0 = FloatVector.fromArray(SPECIES, into, sums + BLOCK);
        FloatVector c0 = FloatVector.fromArray(SPECIES, into, sums + 2 * BLOCK);
        FloatVector a1 = FloatVector.zero(SPECIES);
        FloatVector b1 = a1;
        FloatVector c1 = a1;
        FloatVector a2 = a1;
        FloatVector b2 = a1;
        FloatVector c2 = a1;
        FloatVector a3 = a1;
        FloatVector b3 = a1;
        FloatVector c3 = a1;
        for (int segment = 0; segment < segments; segment++) {
            int p = out + segment * outStep;
            int q = in + segment * inStep;
            FloatVector v0 = FloatVector.fromArray(SPECIES, data, q);
            FloatVector v1 = FloatVector.fromArray(SPECIES, data, q + BLOCK);
            int end = p + columns * BLOCK;
            for (; p < end; p += 4 * BLOCK, q += 4 * BLOCK) {
                FloatVector u = FloatVector.fromArray(SPECIES, data, p);
                FloatVector v2 = FloatVector.fromArray(SPECIES, data, q + 2 * BLOCK);
                a0 = u.fma(v0, a0);
                b0 = u.fma(v1, b0);
                c0 = u.fma(v2, c0);
                u = FloatVector.fromArray(SPECIES, data, p + BLOCK);
                FloatVector v3 = FloatVector.fromArray(SPECIES, data, q + 3 * BLOCK);
                a1 = u.fma(v1, a1);
                b1 = u.fma(v2, b1);
                c1 = u.fma(v3, c1);
                u = FloatVector.fromArray(SPECIES, data, p + 2 * BLOCK);
                v0 = FloatVector.fromArray(SPECIES, data, q + 4 * BLOCK);
                a2 = u.fma(v2, a2);
                b2 = u.fma(v3, b2);
                c2 = u.fma(v0, c2);
                u = FloatVector.fromArray(SPECIES, data, p + 3 * BLOCK);
                v1 = FloatVector.fromArray(SPECIES, data, q + 5 * BLOCK);
                a3 = u.fma(v3, a3);
                b3 = u.fma(v0, b3);
                c3 = u.fma(v1, c3);
            }
        }
        a0.add(a1).add(a2.add(a3)).intoArray(into, sums);
        b0.add(b1).add(b2.add(b3)).intoArray(into, sums + BLOCK);
        c0.add(c1).add(c2.add(c3)).intoArray(into, sums + 2 * BLOCK);
    }

    /** As {@link #three} with two sums per tap, which is as many as sixteen registers hold. */
    private static void threeInPairs(
            float[] data, int out, int outStep, int in, int inStep, int columns, int segments, float[] into, int sums) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, into, sums);
        FloatVector b0 = FloatVector.fromArray(SPECIES, into, sums + BLOCK);
        FloatVector c0 = FloatVector.fromArray(SPECIES, into, sums + 2 * BLOCK);
        FloatVector a1 = FloatVector.zero(SPECIES);
        FloatVector b1 = a1;
        FloatVector c1 = a1;
        for (int segment = 0; segment < segments; segment++) {
            int p = out + segment * outStep;
            int q = in + segment * inStep;
            FloatVector v0 = FloatVector.fromArray(SPECIES, data, q);
            FloatVector v1 = FloatVector.fromArray(SPECIES, data, q + BLOCK);
            int end = p + columns * BLOCK;
            for (; p < end; p += 2 * BLOCK, q += 2 * BLOCK) {
                FloatVector u = FloatVector.fromArray(SPECIES, data, p);
                FloatVector v2 = FloatVector.fromArray(SPECIES, data, q + 2 * BLOCK);
                a0 = u.fma(v0, a0);
                b0 = u.fma(v1, b0);
                c0 = u.fma(v2, c0);
                u = FloatVector.fromArray(SPECIES, data, p + BLOCK);
                v0 = v2;
                v2 = FloatVector.fromArray(SPECIES, data, q + 3 * BLOCK);
                a1 = u.fma(v1, a1);
                b1 = u.fma(v0, b1);
                c1 = u.fma(v2, c1);
                v1 = v2;
            }
        }
        a0.add(a1).intoArray(into, sums);
        b0.add(b1).intoArray(into, sums + BLOCK);
        c0.add(c1).intoArray(into, sums + 2 * BLOCK);
    }

    /** As {@link #three} for one segment whose source moves on by two columns per column of out. */
    static void threeOfEverySecond(float[] data, int out, int in, int columns, float[] into, int sums) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, into, sums);
        FloatVector b0 = FloatVector.fromArray(SPECIES, into, sums + BLOCK);
        FloatVector c0 = FloatVector.fromArray(SPECIES, into, sums + 2 * BLOCK);
        FloatVector a1 = FloatVector.zero(SPECIES);
        FloatVector b1 = a1;
        FloatVector c1 = a1;
        FloatVector a2 = a1;
        FloatVector b2 = a1;
        FloatVector c2 = a1;
        FloatVector a3 = a1;
        FloatVector b3 = a1;
        FloatVector c3 = a1;
        FloatVector v0 = FloatVector.fromArray(SPECIES, data, in);
        int q = in;
        int end = out + columns * BLOCK;
        for (int p = out; p < end; p += 4 * BLOCK, q += 8 * BLOCK) {
            FloatVector u = FloatVector.fromArray(SPECIES, data, p);
            FloatVector v2 = FloatVector.fromArray(SPECIES, data, q + 2 * BLOCK);
            a0 = u.fma(v0, a0);
            b0 = u.fma(FloatVector.fromArray(SPECIES, data, q + BLOCK), b0);
            c0 = u.fma(v2, c0);
            u = FloatVector.fromArray(SPECIES, data, p + BLOCK);
            FloatVector v4 = FloatVector.fromArray(SPECIES, data, q + 4 * BLOCK);
            a1 = u.fma(v2, a1);
            b1 = u.fma(FloatVector.fromArray(SPECIES, data, q + 3 * BLOCK), b1);
            c1 = u.fma(v4, c1);
            u = FloatVector.fromArray(SPECIES, data, p + 2 * BLOCK);
            FloatVector v6 = FloatVector.fromArray(SPECIES, data, q + 6 * BLOCK);
            a2 = u.fma(v4, a2);
            b2 = u.fma(FloatVector.fromArray(SPECIES, data, q + 5 * BLOCK), b2);
            c2 = u.fma(v6, c2);
            u = FloatVector.fromArray(SPECIES, data, p + 3 * BLOCK);
            v0 = FloatVector.fromArray(SPECIES, data, q + 8 * BLOCK);
            a3 = u.fma(v6, a3);
            b3 = u.fma(FloatVector.fromArray(SPECIES, data, q + 7 * BLOCK), b3);
            c3 = u.fma(v0, c3);
        }
        a0.add(a1).add(a2.add(a3)).intoArray(into, sums);
        b0.add(b1).add(b2.add(b3)).intoArray(into, sums + BLOCK);
        c0.add(c1).add(c2.add(c3)).intoArray(into, sums + 2 * BLOCK);
    }

    /** A single tap: sums += Σ_x out[x]·in[apart·x]. */
    static void one(float[] data, int out, int in, int apart, int columns, float[] into, int sums) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, into, sums);
        FloatVector a1 = FloatVector.zero(SPECIES);
        FloatVector a2 = a1;
        FloatVector a3 = a1;
        int step = apart * BLOCK;
        int q = in;
        int end = out + columns * BLOCK;
        for (int p = out; p < end; p += 4 * BLOCK, q += 4 * step) {
            a0 = FloatVector.fromArray(SPECIES, data, p).fma(FloatVector.fromArray(SPECIES, data, q), a0);
            a1 = FloatVector.fromArray(SPECIES, data, p + BLOCK)
                    .fma(FloatVector.fromArray(SPECIES, data, q + step), a1);
            a2 = FloatVector.fromArray(SPECIES, data, p + 2 * BLOCK)
                    .fma(FloatVector.fromArray(SPECIES, data, q + 2 * step), a2);
            a3 = FloatVector.fromArray(SPECIES, data, p + 3 * BLOCK)
                    .fma(FloatVector.fromArray(SPECIES, data, q + 3 * step), a3);
        }
        a0.add(a1).add(a2.add(a3)).intoArray(into, sums);
    }

    /** Adds lanes in a fixed order: {@code reduceLanes} has another once the compiler takes over. */
    static float lanes(float[] data, int at) {
        float a = (data[at] + data[at + 1]) + (data[at + 2] + data[at + 3]);
        float b = (data[at + 4] + data[at + 5]) + (data[at + 6] + data[at + 7]);
        float c = (data[at + 8] + data[at + 9]) + (data[at + 10] + data[at + 11]);
        float d = (data[at + 12] + data[at + 13]) + (data[at + 14] + data[at + 15]);
        return (a + b) + (c + d);
    }
}
