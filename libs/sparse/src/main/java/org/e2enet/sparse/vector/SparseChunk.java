package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import org.e2enet.sparse.plan.ConvWeights;

/**
 * The active kernels of some sources of {@link SparseWinograd}, few enough that a frequency of their V stays in the
 * second-level cache while every output takes its kernels from it.
 */
final class SparseChunk {
    private static final int TAPS = 3;

    private final ConvWeights all;
    private final int outputs;
    private final int vectors;

    /** Where each active kernel's first tap lies. */
    private final int[] kernelAt;

    private final double[] frequencies = new double[Transforms.INPUTS];

    /** Per output the range of its active kernels in {@link #sourceAt}. */
    private final int[] start;

    /** Where each active kernel's source begins within a frequency of V. */
    private final int[] sourceAt;

    /** Per frequency, output, active kernel: three taps. */
    private final float[] weights;

    /**
     * @param sources their places among all of the convolution's, in the order of V
     * @param vectors of a row of a tile
     */
    SparseChunk(ConvWeights all, int[] sources, int vectors) {
        this.outputs = all.outputs();
        this.vectors = vectors;
        start = new int[outputs + 1];
        int[] taken = new int[outputs * sources.length];
        for (int o = 0; o < outputs; o++) {
            int kernel = start[o];
            for (int i = 0; i < sources.length; i++) {
                if (all.isActive(o, sources[i])) {
                    taken[kernel++] = i;
                }
            }
            start[o + 1] = kernel;
        }
        sourceAt = new int[kernels()];
        for (int k = 0; k < kernels(); k++) {
            sourceAt[k] = taken[k] * vStep(vectors);
        }
        this.all = all;
        kernelAt = new int[kernels()];
        for (int o = 0; o < outputs; o++) {
            for (int k = start[o]; k < start[o + 1]; k++) {
                kernelAt[k] = all.first(o, sources[taken[k]]);
            }
        }
        weights = new float[kernels() * Transforms.INPUTS * TAPS];
        pack();
    }

    /** Takes over the kernels' values. */
    void pack() {
        float[] values = all.values();
        int step = all.tapStep();
        for (int k = 0; k < kernels(); k++) {
            int from = kernelAt[k];
            for (int kx = 0; kx < TAPS; kx++) {
                double w0 = values[from + kx * step];
                double w1 = values[from + (TAPS + kx) * step];
                double w2 = values[from + (2 * TAPS + kx) * step];
                Transforms.weights(w0, w1, w2, frequencies, 0, 1);
                for (int f = 0; f < Transforms.INPUTS; f++) {
                    weights[(f * kernels() + k) * TAPS + kx] = (float) frequencies[f];
                }
            }
        }
    }

    /** Floats from one source to the next within a frequency of V. */
    static int vStep(int vectors) {
        return (vectors + 2) * BLOCK;
    }

    int kernels() {
        return start[outputs];
    }

    /** Multiplications and additions per tile. */
    long flops() {
        return 2L * weights.length * vectors * BLOCK;
    }

    /**
     * Adds to the frequencies of every output: output o's frequency f at {@code m + (6·o + f)·16·vectors}.
     *
     * @param v frequency 0 of the first source, the others {@code frequencyStep} apart
     * @param zeros a row of zeros to start from, or negative to go on from what m holds
     */
    void multiply(float[] scratch, int v, int frequencyStep, int m, int zeros) {
        int mStep = vectors * BLOCK;
        int weightAt = 0;
        // Frequencies outside: one of them is small enough to stay in the cache, all six are not.
        for (int f = 0; f < Transforms.INPUTS; f++) {
            for (int o = 0; o < outputs; o++) {
                int to = m + (o * Transforms.INPUTS + f) * mStep;
                int sums = zeros < 0 ? to : zeros;
                for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                    int from = v + f * frequencyStep + lane;
                    products(scratch, from, start[o], start[o + 1], weightAt, sums + lane, to + lane);
                }
                weightAt += (start[o + 1] - start[o]) * TAPS;
            }
        }
    }

    private void products(float[] scratch, int from, int begin, int end, int weightAt, int sums, int to) {
        switch (vectors) {
            case SparseProducts.WIDE ->
                SparseProducts.wide(scratch, from, sourceAt, begin, end, weights, weightAt, sums, to);
            case SparseProducts.NARROW ->
                SparseProducts.narrow(scratch, from, sourceAt, begin, end, weights, weightAt, sums, to);
            case SparseProducts.FEW ->
                SparseProducts.few(scratch, from, sourceAt, begin, end, weights, weightAt, sums, to);
            default -> SparseProducts.one(scratch, from, sourceAt, begin, end, weights, weightAt, sums, to);
        }
    }
}
