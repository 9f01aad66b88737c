package org.e2enet.sparse.scalar;

import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.plan.Operation;

/** Every operation in plain loops. */
public final class ScalarKernels implements KernelFamily {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public Kernel kernel(Operation operation) {
        return switch (operation) {
            case Operation.Pack pack -> new ScalarPack(pack);
            case Operation.Conv conv -> new ScalarConv(conv);
            case Operation.Up up -> new ScalarUp(up);
            case Operation.MaxPool pool -> new ScalarMaxPool(pool);
            case Operation.Sum sum -> new ScalarSum(sum);
            case Operation.Unpack unpack -> new ScalarUnpack(unpack);
        };
    }
}
