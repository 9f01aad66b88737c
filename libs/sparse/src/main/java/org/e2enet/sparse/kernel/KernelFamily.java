package org.e2enet.sparse.kernel;

import org.e2enet.sparse.plan.Fusions;
import org.e2enet.sparse.plan.Operation;

/** A way to compute operations: {@code vector} or {@code scalar}. Thread-safe. */
public interface KernelFamily extends Fusions {
    String name();

    /** Packs the operation's weights. The operation's buffers have their places. */
    Kernel kernel(Operation operation);
}
