package org.e2enet.torch.runtime;

/** Where tensors live: {@code AUTO} takes CUDA when libtorch has it, else the CPU. */
public enum TorchDevice {
    CPU,
    CUDA,
    AUTO
}
