package org.e2enet.torch.runtime;

/** Arithmetic of convolutions and what they pass on, forward and back. Training keeps its weights in float32 either way. */
public enum Precision {
    FLOAT32,
    BF16
}
