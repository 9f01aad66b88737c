package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * One frequency of one output channel of {@link SparseWinograd}: the active kernels' three taps along x over a row of V.
 * The sums are in registers and every loaded vector is used three times. The Vector API is called directly, without a
 * method around it: with this many operations C2 would not inline one, and the vectors would end on the heap.
 */
final class SparseProducts {
    /** Vectors of a row of a tile, fewer where rows are short or the depth is small. */
    static final int WIDE = 16;

    static final int NARROW = 8;
    static final int FEW = 4;
    static final int ONE = 1;

    private static final int TAPS = 3;

    private SparseProducts() {}

    /**
     * Adds to sixteen columns.
     *
     * @param from the frequency's V
     * @param sourceAt where each kernel's source begins in it
     * @param begin first of the kernels
     * @param sums what is added to
     * @param to where the result goes, which may be {@code sums}
     */
    static void wide(
            float[] data,
            int from,
            int[] sourceAt,
            int begin,
            int end,
            float[] weights,
            int weightAt,
            int sums,
            int to) {
        if (Lanes.FEW_REGISTERS) {
            int half = NARROW * BLOCK;
            narrow(data, from, sourceAt, begin, end, weights, weightAt, sums, to);
            narrow(data, from + half, sourceAt, begin, end, weights, weightAt, sums + half, to + half);
            return;
        }
        FloatVector a0 = FloatVector.fromArray(SPECIES, data, sums);
        FloatVector a1 = FloatVector.fromArray(SPECIES, data, sums + BLOCK);
        FloatVector a2 = FloatVector.fromArray(SPECIES, data, sums + 2 * BLOCK);
        FloatVector a3 = FloatVector.fromArray(SPECIES, data, sums + 3 * BLOCK);
        FloatVector a4 = FloatVector.fromArray(SPECIES, data, sums + 4 * BLOCK);
        FloatVector a5 = FloatVector.fromArray(SPECIES, data, sums + 5 * BLOCK);
        FloatVector a6 = FloatVector.fromArray(SPECIES, data, sums + 6 * BLOCK);
        FloatVector a7 = FloatVector.fromArray(SPECIES, data, sums + 7 * BLOCK);
        FloatVector a8 = FloatVector.fromArray(SPECIES, data, sums + 8 * BLOCK);
        FloatVector a9 = FloatVector.fromArray(SPECIES, data, sums + 9 * BLOCK);
        FloatVector a10 = FloatVector.fromArray(SPECIES, data, sums + 10 * BLOCK);
        FloatVector a11 = FloatVector.fromArray(SPECIES, data, sums + 11 * BLOCK);
        FloatVector a12 = FloatVector.fromArray(SPECIES, data, sums + 12 * BLOCK);
        FloatVector a13 = FloatVector.fromArray(SPECIES, data, sums + 13 * BLOCK);
        FloatVector a14 = FloatVector.fromArray(SPECIES, data, sums + 14 * BLOCK);
        FloatVector a15 = FloatVector.fromArray(SPECIES, data, sums + 15 * BLOCK);
        int w = weightAt;
        for (int k = begin; k < end; k++) {
            int p = from + sourceAt[k];
            FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
            FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            w += TAPS;
            FloatVector x = FloatVector.fromArray(SPECIES, data, p);
            a0 = x.fma(w0, a0);
            x = FloatVector.fromArray(SPECIES, data, p + BLOCK);
            a1 = x.fma(w0, a1);
            a0 = x.fma(w1, a0);
            x = FloatVector.fromArray(SPECIES, data, p + 2 * BLOCK);
            a2 = x.fma(w0, a2);
            a1 = x.fma(w1, a1);
            a0 = x.fma(w2, a0);
            x = FloatVector.fromArray(SPECIES, data, p + 3 * BLOCK);
            a3 = x.fma(w0, a3);
            a2 = x.fma(w1, a2);
            a1 = x.fma(w2, a1);
            x = FloatVector.fromArray(SPECIES, data, p + 4 * BLOCK);
            a4 = x.fma(w0, a4);
            a3 = x.fma(w1, a3);
            a2 = x.fma(w2, a2);
            x = FloatVector.fromArray(SPECIES, data, p + 5 * BLOCK);
            a5 = x.fma(w0, a5);
            a4 = x.fma(w1, a4);
            a3 = x.fma(w2, a3);
            x = FloatVector.fromArray(SPECIES, data, p + 6 * BLOCK);
            a6 = x.fma(w0, a6);
            a5 = x.fma(w1, a5);
            a4 = x.fma(w2, a4);
            x = FloatVector.fromArray(SPECIES, data, p + 7 * BLOCK);
            a7 = x.fma(w0, a7);
            a6 = x.fma(w1, a6);
            a5 = x.fma(w2, a5);
            x = FloatVector.fromArray(SPECIES, data, p + 8 * BLOCK);
            a8 = x.fma(w0, a8);
            a7 = x.fma(w1, a7);
            a6 = x.fma(w2, a6);
            x = FloatVector.fromArray(SPECIES, data, p + 9 * BLOCK);
            a9 = x.fma(w0, a9);
            a8 = x.fma(w1, a8);
            a7 = x.fma(w2, a7);
            x = FloatVector.fromArray(SPECIES, data, p + 10 * BLOCK);
            a10 = x.fma(w0, a10);
            a9 = x.fma(w1, a9);
            a8 = x.fma(w2, a8);
            x = FloatVector.fromArray(SPECIES, data, p + 11 * BLOCK);
            a11 = x.fma(w0, a11);
            a10 = x.fma(w1, a10);
            a9 = x.fma(w2, a9);
            x = FloatVector.fromArray(SPECIES, data, p + 12 * BLOCK);
            a12 = x.fma(w0, a12);
            a11 = x.fma(w1, a11);
            a10 = x.fma(w2, a10);
            x = FloatVector.fromArray(SPECIES, data, p + 13 * BLOCK);
            a13 = x.fma(w0, a13);
            a12 = x.fma(w1, a12);
            a11 = x.fma(w2, a11);
            x = FloatVector.fromArray(SPECIES, data, p + 14 * BLOCK);
            a14 = x.fma(w0, a14);
            a13 = x.fma(w1, a13);
            a12 = x.fma(w2, a12);
            x = FloatVector.fromArray(SPECIES, data, p + 15 * BLOCK);
            a15 = x.fma(w0, a15);
            a14 = x.fma(w1, a14);
            a13 = x.fma(w2, a13);
            x = FloatVector.fromArray(SPECIES, data, p + 16 * BLOCK);
            a15 = x.fma(w1, a15);
            a14 = x.fma(w2, a14);
            x = FloatVector.fromArray(SPECIES, data, p + 17 * BLOCK);
            a15 = x.fma(w2, a15);
        }
        a0.intoArray(data, to);
        a1.intoArray(data, to + BLOCK);
        a2.intoArray(data, to + 2 * BLOCK);
        a3.intoArray(data, to + 3 * BLOCK);
        a4.intoArray(data, to + 4 * BLOCK);
        a5.intoArray(data, to + 5 * BLOCK);
        a6.intoArray(data, to + 6 * BLOCK);
        a7.intoArray(data, to + 7 * BLOCK);
        a8.intoArray(data, to + 8 * BLOCK);
        a9.intoArray(data, to + 9 * BLOCK);
        a10.intoArray(data, to + 10 * BLOCK);
        a11.intoArray(data, to + 11 * BLOCK);
        a12.intoArray(data, to + 12 * BLOCK);
        a13.intoArray(data, to + 13 * BLOCK);
        a14.intoArray(data, to + 14 * BLOCK);
        a15.intoArray(data, to + 15 * BLOCK);
    }

    /** As {@link #wide} with eight columns. */
    static void narrow(
            float[] data,
            int from,
            int[] sourceAt,
            int begin,
            int end,
            float[] weights,
            int weightAt,
            int sums,
            int to) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, data, sums);
        FloatVector a1 = FloatVector.fromArray(SPECIES, data, sums + BLOCK);
        FloatVector a2 = FloatVector.fromArray(SPECIES, data, sums + 2 * BLOCK);
        FloatVector a3 = FloatVector.fromArray(SPECIES, data, sums + 3 * BLOCK);
        FloatVector a4 = FloatVector.fromArray(SPECIES, data, sums + 4 * BLOCK);
        FloatVector a5 = FloatVector.fromArray(SPECIES, data, sums + 5 * BLOCK);
        FloatVector a6 = FloatVector.fromArray(SPECIES, data, sums + 6 * BLOCK);
        FloatVector a7 = FloatVector.fromArray(SPECIES, data, sums + 7 * BLOCK);
        int w = weightAt;
        for (int k = begin; k < end; k++) {
            int p = from + sourceAt[k];
            FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
            FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            w += TAPS;
            FloatVector x = FloatVector.fromArray(SPECIES, data, p);
            a0 = x.fma(w0, a0);
            x = FloatVector.fromArray(SPECIES, data, p + BLOCK);
            a1 = x.fma(w0, a1);
            a0 = x.fma(w1, a0);
            x = FloatVector.fromArray(SPECIES, data, p + 2 * BLOCK);
            a2 = x.fma(w0, a2);
            a1 = x.fma(w1, a1);
            a0 = x.fma(w2, a0);
            x = FloatVector.fromArray(SPECIES, data, p + 3 * BLOCK);
            a3 = x.fma(w0, a3);
            a2 = x.fma(w1, a2);
            a1 = x.fma(w2, a1);
            x = FloatVector.fromArray(SPECIES, data, p + 4 * BLOCK);
            a4 = x.fma(w0, a4);
            a3 = x.fma(w1, a3);
            a2 = x.fma(w2, a2);
            x = FloatVector.fromArray(SPECIES, data, p + 5 * BLOCK);
            a5 = x.fma(w0, a5);
            a4 = x.fma(w1, a4);
            a3 = x.fma(w2, a3);
            x = FloatVector.fromArray(SPECIES, data, p + 6 * BLOCK);
            a6 = x.fma(w0, a6);
            a5 = x.fma(w1, a5);
            a4 = x.fma(w2, a4);
            x = FloatVector.fromArray(SPECIES, data, p + 7 * BLOCK);
            a7 = x.fma(w0, a7);
            a6 = x.fma(w1, a6);
            a5 = x.fma(w2, a5);
            x = FloatVector.fromArray(SPECIES, data, p + 8 * BLOCK);
            a7 = x.fma(w1, a7);
            a6 = x.fma(w2, a6);
            x = FloatVector.fromArray(SPECIES, data, p + 9 * BLOCK);
            a7 = x.fma(w2, a7);
        }
        a0.intoArray(data, to);
        a1.intoArray(data, to + BLOCK);
        a2.intoArray(data, to + 2 * BLOCK);
        a3.intoArray(data, to + 3 * BLOCK);
        a4.intoArray(data, to + 4 * BLOCK);
        a5.intoArray(data, to + 5 * BLOCK);
        a6.intoArray(data, to + 6 * BLOCK);
        a7.intoArray(data, to + 7 * BLOCK);
    }

    /** As {@link #wide} with four vectors; sums of their own for each tap, because four alone would wait for each other. */
    static void few(
            float[] data,
            int from,
            int[] sourceAt,
            int begin,
            int end,
            float[] weights,
            int weightAt,
            int sums,
            int to) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, data, sums);
        FloatVector a1 = FloatVector.fromArray(SPECIES, data, sums + BLOCK);
        FloatVector a2 = FloatVector.fromArray(SPECIES, data, sums + 2 * BLOCK);
        FloatVector a3 = FloatVector.fromArray(SPECIES, data, sums + 3 * BLOCK);
        FloatVector b0 = FloatVector.zero(SPECIES);
        FloatVector b1 = b0;
        FloatVector b2 = b0;
        FloatVector b3 = b0;
        FloatVector c0 = b0;
        FloatVector c1 = b0;
        FloatVector c2 = b0;
        FloatVector c3 = b0;
        int w = weightAt;
        for (int k = begin; k < end; k++) {
            int p = from + sourceAt[k];
            FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
            FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            w += TAPS;
            a0 = FloatVector.fromArray(SPECIES, data, p).fma(w0, a0);
            FloatVector x = FloatVector.fromArray(SPECIES, data, p + BLOCK);
            a1 = x.fma(w0, a1);
            b0 = x.fma(w1, b0);
            x = FloatVector.fromArray(SPECIES, data, p + 2 * BLOCK);
            a2 = x.fma(w0, a2);
            b1 = x.fma(w1, b1);
            c0 = x.fma(w2, c0);
            x = FloatVector.fromArray(SPECIES, data, p + 3 * BLOCK);
            a3 = x.fma(w0, a3);
            b2 = x.fma(w1, b2);
            c1 = x.fma(w2, c1);
            x = FloatVector.fromArray(SPECIES, data, p + 4 * BLOCK);
            b3 = x.fma(w1, b3);
            c2 = x.fma(w2, c2);
            c3 = FloatVector.fromArray(SPECIES, data, p + 5 * BLOCK).fma(w2, c3);
        }
        a0.add(b0).add(c0).intoArray(data, to);
        a1.add(b1).add(c1).intoArray(data, to + BLOCK);
        a2.add(b2).add(c2).intoArray(data, to + 2 * BLOCK);
        a3.add(b3).add(c3).intoArray(data, to + 3 * BLOCK);
    }

    /** As {@link #few} with one vector. */
    static void one(
            float[] data,
            int from,
            int[] sourceAt,
            int begin,
            int end,
            float[] weights,
            int weightAt,
            int sums,
            int to) {
        FloatVector a = FloatVector.fromArray(SPECIES, data, sums);
        FloatVector b = FloatVector.zero(SPECIES);
        FloatVector c = b;
        int w = weightAt;
        for (int k = begin; k < end; k++) {
            int p = from + sourceAt[k];
            a = FloatVector.fromArray(SPECIES, data, p).fma(FloatVector.broadcast(SPECIES, weights[w]), a);
            b = FloatVector.fromArray(SPECIES, data, p + BLOCK).fma(FloatVector.broadcast(SPECIES, weights[w + 1]), b);
            c = FloatVector.fromArray(SPECIES, data, p + 2 * BLOCK)
                    .fma(FloatVector.broadcast(SPECIES, weights[w + 2]), c);
            w += TAPS;
        }
        a.add(b).add(c).intoArray(data, to);
    }
}
