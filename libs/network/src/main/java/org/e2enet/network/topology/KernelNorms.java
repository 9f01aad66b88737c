package org.e2enet.network.topology;

/** L1 norm of each kernel of a tensor, by parameter name: of its weights, or of its dense gradient. */
@FunctionalInterface
public interface KernelNorms {
    /** One norm per kernel, active or not, in index order. */
    double[] of(String parameterName);

    /** Norms of consecutive kernels of {@code taps} values each, summed in double. */
    static double[] l1(float[] values, int taps) {
        double[] norms = new double[values.length / taps];
        for (int kernel = 0; kernel < norms.length; kernel++) {
            double sum = 0;
            for (int tap = kernel * taps; tap < (kernel + 1) * taps; tap++) {
                sum += Math.abs(values[tap]);
            }
            norms[kernel] = sum;
        }
        return norms;
    }
}
