package org.e2enet.network.training;

/** Of which kernels a step's gradient is wanted. */
public enum GradientScope {
    /** Those the step updates. */
    ACTIVE,
    /** Inactive ones too, which growth by gradient chooses from. An engine that skips inactive kernels does dense work then. */
    ALL
}
