package org.e2enet.network.training;

/** Which gradients count in the norm that clipping compares with its limit. */
public enum ClipNorm {
    /** Active weights only: ours. */
    ACTIVE,
    /** Masked weights too: what the released code does, which shortens steps up to thirteenfold. */
    ALL
}
