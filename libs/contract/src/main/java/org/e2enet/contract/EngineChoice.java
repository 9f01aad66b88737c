package org.e2enet.contract;

/** Which engine is to train. */
public enum EngineChoice {
    /** The one that is measured faster for the network and the machine, of those that can train it. */
    AUTO,
    /** Pure Java on the CPU, float32, over active kernels only. */
    SPARSE,
    /** Libtorch on CPU or CUDA, dense and masked. */
    TORCH
}
