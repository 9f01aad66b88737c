package org.e2enet.network.training;

/** Values of kernels that a topology update grows. */
@FunctionalInterface
public interface GrownKernels {
    /** The released code's way: growth starts from nothing. */
    GrownKernels ZERO = (_, _, taps) -> new float[taps];

    /**
     * @param parameter name of the tensor
     * @param kernel index row·columns + column in its mask
     * @param taps number of values wanted
     */
    float[] values(String parameter, int kernel, int taps);
}
