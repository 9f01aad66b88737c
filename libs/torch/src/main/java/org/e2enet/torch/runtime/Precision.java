package org.e2enet.torch.runtime;

/** Arithmetic of a forward pass. Weights are kept in float32 for training either way. */
public enum Precision {
    FLOAT32,
    BF16
}
