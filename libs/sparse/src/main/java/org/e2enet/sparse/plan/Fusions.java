package org.e2enet.sparse.plan;

import org.e2enet.contract.Size3;

/** What a kernel family computes within a convolution and gains by it. By default nothing. */
public interface Fusions {
    /** Whether one kernel computes a convolution together with the transposed convolution it reads. */
    default boolean canLift(Operation.Up up, Operation.Conv conv) {
        return false;
    }

    /** Whether one kernel writes a convolution's output pooled beside the output. */
    default boolean canPool(Operation.Conv conv, Size3 stride) {
        return false;
    }
}
