package org.e2enet.sparse.plan;

/** What becomes of kernels that the mask has but whose values are all zero. */
enum ZeroKernels {
    /** Weights that do not change: such a kernel is inactive. */
    DROPPED,
    /** Weights that are trained: a kernel just grown begins with zeros. */
    KEPT
}
