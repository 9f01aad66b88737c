package org.e2enet.sparse.kernel;

import org.e2enet.sparse.plan.Operation;

/** A way to compute operations: {@code vector} or {@code scalar}. Thread-safe. */
public interface KernelFamily {
    String name();

    /** Whether one kernel computes a convolution together with the transposed convolution it reads, and gains by it. */
    default boolean canLift(Operation.Up up, Operation.Conv conv) {
        return false;
    }

    /** Packs the operation's weights. The operation's buffers have their places. */
    Kernel kernel(Operation operation);
}
