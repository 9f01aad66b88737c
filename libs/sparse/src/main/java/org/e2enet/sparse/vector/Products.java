package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The inner loop of everything but the sparse Winograd kernel: a 4 × 4 tile of sums held in registers. */
final class Products {
    /** Weights and vectors per tile. */
    static final int TILE = 4;

    private Products() {}

    /**
     * {@code to[r·rowStep + c·columnStep] = Σ_k weights[weightAt + 4·(k − begin) + r] · data[from + at[k] + c·apart]} for r,
     * c = 0 … 3 and k = begin … end − 1, each a vector.
     */
    static void tile(
            float[] data,
            int from,
            int apart,
            int[] at,
            int begin,
            int end,
            float[] weights,
            int weightAt,
            int to,
            int rowStep,
            int columnStep) {
        if (Lanes.FEW_REGISTERS) {
            int half = TILE / 2;
            twoColumns(data, from, apart, at, begin, end, weights, weightAt, to, rowStep, columnStep);
            twoColumns(
                    data,
                    from + half * apart,
                    apart,
                    at,
                    begin,
                    end,
                    weights,
                    weightAt,
                    to + half * columnStep,
                    rowStep,
                    columnStep);
            return;
        }
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s03 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s12 = s00;
        FloatVector s13 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s22 = s00;
        FloatVector s23 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        FloatVector s32 = s00;
        FloatVector s33 = s00;
        int w = weightAt;
        for (int k = begin; k < end; k++) {
            int p = from + at[k];
            FloatVector d0 = FloatVector.fromArray(SPECIES, data, p);
            FloatVector d1 = FloatVector.fromArray(SPECIES, data, p + apart);
            FloatVector d2 = FloatVector.fromArray(SPECIES, data, p + 2 * apart);
            FloatVector d3 = FloatVector.fromArray(SPECIES, data, p + 3 * apart);
            FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
            s00 = d0.fma(w0, s00);
            s01 = d1.fma(w0, s01);
            s02 = d2.fma(w0, s02);
            s03 = d3.fma(w0, s03);
            FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            s10 = d0.fma(w1, s10);
            s11 = d1.fma(w1, s11);
            s12 = d2.fma(w1, s12);
            s13 = d3.fma(w1, s13);
            FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            s20 = d0.fma(w2, s20);
            s21 = d1.fma(w2, s21);
            s22 = d2.fma(w2, s22);
            s23 = d3.fma(w2, s23);
            FloatVector w3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
            s30 = d0.fma(w3, s30);
            s31 = d1.fma(w3, s31);
            s32 = d2.fma(w3, s32);
            s33 = d3.fma(w3, s33);
            w += TILE;
        }
        s00.intoArray(data, to);
        s01.intoArray(data, to + columnStep);
        s02.intoArray(data, to + 2 * columnStep);
        s03.intoArray(data, to + 3 * columnStep);
        s10.intoArray(data, to + rowStep);
        s11.intoArray(data, to + rowStep + columnStep);
        s12.intoArray(data, to + rowStep + 2 * columnStep);
        s13.intoArray(data, to + rowStep + 3 * columnStep);
        s20.intoArray(data, to + 2 * rowStep);
        s21.intoArray(data, to + 2 * rowStep + columnStep);
        s22.intoArray(data, to + 2 * rowStep + 2 * columnStep);
        s23.intoArray(data, to + 2 * rowStep + 3 * columnStep);
        s30.intoArray(data, to + 3 * rowStep);
        s31.intoArray(data, to + 3 * rowStep + columnStep);
        s32.intoArray(data, to + 3 * rowStep + 2 * columnStep);
        s33.intoArray(data, to + 3 * rowStep + 3 * columnStep);
    }

    /** Half of a {@link #tile}. By columns, as weights are nearer than data: every vector of data is still read once. */
    private static void twoColumns(
            float[] data,
            int from,
            int apart,
            int[] at,
            int begin,
            int end,
            float[] weights,
            int weightAt,
            int to,
            int rowStep,
            int columnStep) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        int w = weightAt;
        for (int k = begin; k < end; k++) {
            int p = from + at[k];
            FloatVector d0 = FloatVector.fromArray(SPECIES, data, p);
            FloatVector d1 = FloatVector.fromArray(SPECIES, data, p + apart);
            FloatVector weight = FloatVector.broadcast(SPECIES, weights[w]);
            s00 = d0.fma(weight, s00);
            s01 = d1.fma(weight, s01);
            weight = FloatVector.broadcast(SPECIES, weights[w + 1]);
            s10 = d0.fma(weight, s10);
            s11 = d1.fma(weight, s11);
            weight = FloatVector.broadcast(SPECIES, weights[w + 2]);
            s20 = d0.fma(weight, s20);
            s21 = d1.fma(weight, s21);
            weight = FloatVector.broadcast(SPECIES, weights[w + 3]);
            s30 = d0.fma(weight, s30);
            s31 = d1.fma(weight, s31);
            w += TILE;
        }
        s00.intoArray(data, to);
        s01.intoArray(data, to + columnStep);
        s10.intoArray(data, to + rowStep);
        s11.intoArray(data, to + rowStep + columnStep);
        s20.intoArray(data, to + 2 * rowStep);
        s21.intoArray(data, to + 2 * rowStep + columnStep);
        s30.intoArray(data, to + 3 * rowStep);
        s31.intoArray(data, to + 3 * rowStep + columnStep);
    }
}
