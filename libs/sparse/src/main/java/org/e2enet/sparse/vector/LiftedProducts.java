package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * The inner loop of {@link LiftedRows}: eighteen fine columns over ten coarse ones, all sums in registers. The Vector API is called
 * directly, as in {@link SparseProducts}.
 */
final class LiftedProducts {
    private LiftedProducts() {}

    /**
     * Fine columns 2c − 1 and 2c from coarse column c, summed over active coarse channels.
     *
     * @param from coarse column 0 of the first channel
     * @param twice takes each of its lanes twice
     * @param coarseAt where each active channel begins
     * @param weights per active channel two vectors, for odd and for even columns
     */
    static void row(
            float[] data,
            int from,
            VectorShuffle<Float> twice,
            int[] coarseAt,
            int begin,
            int end,
            float[] weights,
            int weightAt,
            int to) {
        if (Lanes.FEW_REGISTERS) {
            left(data, from, twice, coarseAt, begin, end, weights, weightAt, to);
            right(data, from, twice, coarseAt, begin, end, weights, weightAt, to);
            return;
        }
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        FloatVector a8 = a0;
        FloatVector a9 = a0;
        FloatVector a10 = a0;
        FloatVector a11 = a0;
        FloatVector a12 = a0;
        FloatVector a13 = a0;
        FloatVector a14 = a0;
        FloatVector a15 = a0;
        FloatVector a16 = a0;
        FloatVector a17 = a0;
        int w = weightAt;
        for (int k = begin; k < end; k++) {
            int p = from + coarseAt[k];
            FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
            FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + WIDTH);
            w += 2 * WIDTH;
            FloatVector x = FloatVector.fromArray(SPECIES, data, p).rearrange(twice);
            a0 = x.fma(w1, a0);
            x = FloatVector.fromArray(SPECIES, data, p + BLOCK).rearrange(twice);
            a1 = x.fma(w0, a1);
            a2 = x.fma(w1, a2);
            x = FloatVector.fromArray(SPECIES, data, p + 2 * BLOCK).rearrange(twice);
            a3 = x.fma(w0, a3);
            a4 = x.fma(w1, a4);
            x = FloatVector.fromArray(SPECIES, data, p + 3 * BLOCK).rearrange(twice);
            a5 = x.fma(w0, a5);
            a6 = x.fma(w1, a6);
            x = FloatVector.fromArray(SPECIES, data, p + 4 * BLOCK).rearrange(twice);
            a7 = x.fma(w0, a7);
            a8 = x.fma(w1, a8);
            x = FloatVector.fromArray(SPECIES, data, p + 5 * BLOCK).rearrange(twice);
            a9 = x.fma(w0, a9);
            a10 = x.fma(w1, a10);
            x = FloatVector.fromArray(SPECIES, data, p + 6 * BLOCK).rearrange(twice);
            a11 = x.fma(w0, a11);
            a12 = x.fma(w1, a12);
            x = FloatVector.fromArray(SPECIES, data, p + 7 * BLOCK).rearrange(twice);
            a13 = x.fma(w0, a13);
            a14 = x.fma(w1, a14);
            x = FloatVector.fromArray(SPECIES, data, p + 8 * BLOCK).rearrange(twice);
            a15 = x.fma(w0, a15);
            a16 = x.fma(w1, a16);
            x = FloatVector.fromArray(SPECIES, data, p + 9 * BLOCK).rearrange(twice);
            a17 = x.fma(w0, a17);
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
        a16.intoArray(data, to + 16 * BLOCK);
        a17.intoArray(data, to + 17 * BLOCK);
    }

    private static void left(
            float[] data,
            int from,
            VectorShuffle<Float> twice,
            int[] coarseAt,
            int begin,
            int end,
            float[] weights,
            int weightAt,
            int to) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        FloatVector a8 = a0;
        int w = weightAt;
        for (int k = begin; k < end; k++) {
            int p = from + coarseAt[k];
            FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
            FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + WIDTH);
            w += 2 * WIDTH;
            FloatVector x = FloatVector.fromArray(SPECIES, data, p).rearrange(twice);
            a0 = x.fma(w1, a0);
            x = FloatVector.fromArray(SPECIES, data, p + BLOCK).rearrange(twice);
            a1 = x.fma(w0, a1);
            a2 = x.fma(w1, a2);
            x = FloatVector.fromArray(SPECIES, data, p + 2 * BLOCK).rearrange(twice);
            a3 = x.fma(w0, a3);
            a4 = x.fma(w1, a4);
            x = FloatVector.fromArray(SPECIES, data, p + 3 * BLOCK).rearrange(twice);
            a5 = x.fma(w0, a5);
            a6 = x.fma(w1, a6);
            x = FloatVector.fromArray(SPECIES, data, p + 4 * BLOCK).rearrange(twice);
            a7 = x.fma(w0, a7);
            a8 = x.fma(w1, a8);
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
    }

    private static void right(
            float[] data,
            int from,
            VectorShuffle<Float> twice,
            int[] coarseAt,
            int begin,
            int end,
            float[] weights,
            int weightAt,
            int to) {
        FloatVector a9 = FloatVector.zero(SPECIES);
        FloatVector a10 = a9;
        FloatVector a11 = a9;
        FloatVector a12 = a9;
        FloatVector a13 = a9;
        FloatVector a14 = a9;
        FloatVector a15 = a9;
        FloatVector a16 = a9;
        FloatVector a17 = a9;
        int w = weightAt;
        for (int k = begin; k < end; k++) {
            int p = from + coarseAt[k];
            FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
            FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + WIDTH);
            w += 2 * WIDTH;
            FloatVector x = FloatVector.fromArray(SPECIES, data, p + 5 * BLOCK).rearrange(twice);
            a9 = x.fma(w0, a9);
            a10 = x.fma(w1, a10);
            x = FloatVector.fromArray(SPECIES, data, p + 6 * BLOCK).rearrange(twice);
            a11 = x.fma(w0, a11);
            a12 = x.fma(w1, a12);
            x = FloatVector.fromArray(SPECIES, data, p + 7 * BLOCK).rearrange(twice);
            a13 = x.fma(w0, a13);
            a14 = x.fma(w1, a14);
            x = FloatVector.fromArray(SPECIES, data, p + 8 * BLOCK).rearrange(twice);
            a15 = x.fma(w0, a15);
            a16 = x.fma(w1, a16);
            x = FloatVector.fromArray(SPECIES, data, p + 9 * BLOCK).rearrange(twice);
            a17 = x.fma(w0, a17);
        }
        a9.intoArray(data, to + 9 * BLOCK);
        a10.intoArray(data, to + 10 * BLOCK);
        a11.intoArray(data, to + 11 * BLOCK);
        a12.intoArray(data, to + 12 * BLOCK);
        a13.intoArray(data, to + 13 * BLOCK);
        a14.intoArray(data, to + 14 * BLOCK);
        a15.intoArray(data, to + 15 * BLOCK);
        a16.intoArray(data, to + 16 * BLOCK);
        a17.intoArray(data, to + 17 * BLOCK);
    }
}
