package org.e2enet.sparse.plan;

import java.util.BitSet;
import java.util.Optional;
import org.e2enet.network.topology.KernelMask;

/**
 * Weights of a convolution as kernels {@code [out][sources][kh][kw]} with the set of active ones. The values are
 * the model's own array, not a copy.
 *
 * @param bias per output channel, or null where there is none or a norm cancels it
 * @param mirrorOf per kernel where another one begins in the values whose taps it has from the last to the first; null where kernels lie
 *     in order
 */
public record ConvWeights(
        int outputs, int sources, int kh, int kw, float[] values, BitSet active, float[] bias, int[] mirrorOf) {

    /** Kernels in order. */
    public ConvWeights(int outputs, int sources, int kh, int kw, float[] values, BitSet active, float[] bias) {
        this(outputs, sources, kh, kw, values, active, bias, null);
    }

    /**
     * @param values the graph's {@code [out][in][kd][kh][kw]}: sources are (in, kd), kd fastest
     * @param mask over (out, in)
     * @param zeros whether a kernel of zeros counts
     */
    static ConvWeights of(
            int outputs,
            int inputs,
            int kd,
            int kh,
            int kw,
            float[] values,
            Optional<KernelMask> mask,
            float[] bias,
            ZeroKernels zeros) {
        int sources = inputs * kd;
        int taps = kh * kw;
        BitSet active = new BitSet(outputs * sources);
        for (int kernel = 0; kernel < outputs * sources; kernel++) {
            int out = kernel / sources;
            int in = kernel % sources / kd;
            boolean masked = mask.isPresent() && !mask.get().isActive(out, in);
            if (!masked && (zeros == ZeroKernels.KEPT || hasWeight(values, kernel * taps, taps))) {
                active.set(kernel);
            }
        }
        return new ConvWeights(outputs, sources, kh, kw, values, active, bias);
    }

    static boolean hasWeight(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (values[i] != 0) {
                return true;
            }
        }
        return false;
    }

    public boolean isActive(int output, int source) {
        return active.get(output * sources + source);
    }

    public float weight(int output, int source, int ky, int kx) {
        return values[first(output, source) + (ky * kw + kx) * tapStep()];
    }

    /** Where the first tap of an active kernel lies in the values. */
    public int first(int output, int source) {
        int kernel = output * sources + source;
        return mirrorOf == null ? kernel * kh * kw : mirrorOf[kernel] + kh * kw - 1;
    }

    /** From a tap to the next. */
    public int tapStep() {
        return mirrorOf == null ? 1 : -1;
    }

    public double density() {
        return (double) active.cardinality() / ((double) outputs * sources);
    }
}
