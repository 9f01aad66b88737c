package org.e2enet.prediction.window;

/** What is averaged over windows, mirrors and models. */
public enum Averaging {
    /** Softmax probabilities: E2ENet and nnU-Net v1. */
    PROBABILITIES,
    /** Logits, with one softmax at the end: nnU-Net v2. */
    LOGITS
}
