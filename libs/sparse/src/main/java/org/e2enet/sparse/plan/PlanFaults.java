package org.e2enet.sparse.plan;

import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Networks for which there is no plan of kernels: SPA-105 and SPA-305. */
final class PlanFaults {
    private PlanFaults() {}

    /** The kernels take the greater of x and slope·x. */
    static FaultException slope(float slope) {
        return new Fault(
                        "SPA-105",
                        "a LeakyReLU with slope " + slope + " is not supported",
                        "graph",
                        "Use a slope of at most 1, or the torch engine.")
                .exception();
    }

    /** The way back through it is a convolution with padding that no kernel has. */
    static FaultException upStride(String name, Size3 stride) {
        return new Fault(
                        "SPA-305",
                        "a transposed convolution of stride " + stride + " cannot be trained on the sparse engine",
                        name,
                        "Use strides of 1 and 2, or train on the torch engine.")
                .exception();
    }
}
