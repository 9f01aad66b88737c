package org.e2enet.sparse.plan;

import java.util.BitSet;
import java.util.Optional;
import org.e2enet.network.topology.KernelMask;

/**
 * Weights of a transposed convolution, kernels {@code [in][out][kd·kh·kw]}, with the set of active ones. Not a copy.
 *
 * @param bias per output channel, or null
 */
public record UpWeights(int inputs, int outputs, int taps, float[] values, BitSet active, float[] bias) {
    static UpWeights of(
            int inputs,
            int outputs,
            int taps,
            float[] values,
            Optional<KernelMask> mask,
            float[] bias,
            ZeroKernels zeros) {
        BitSet active = new BitSet(inputs * outputs);
        for (int kernel = 0; kernel < inputs * outputs; kernel++) {
            boolean masked = mask.isPresent() && !mask.get().isActive(kernel / outputs, kernel % outputs);
            if (!masked && (zeros == ZeroKernels.KEPT || ConvWeights.hasWeight(values, kernel * taps, taps))) {
                active.set(kernel);
            }
        }
        return new UpWeights(inputs, outputs, taps, values, active, bias);
    }

    public boolean isActive(int input, int output) {
        return active.get(input * outputs + output);
    }

    public double density() {
        return (double) active.cardinality() / ((double) inputs * outputs);
    }

    public float weight(int input, int output, int tap) {
        return values[(input * outputs + output) * taps + tap];
    }
}
