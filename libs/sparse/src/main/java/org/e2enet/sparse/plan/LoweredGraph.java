package org.e2enet.sparse.plan;

import java.util.List;

/** Operations in an order in which they can run, and the number of affine slots they share. */
record LoweredGraph(List<Operation> operations, int slots) {
    LoweredGraph {
        operations = List.copyOf(operations);
    }
}
