package org.e2enet.torch.runtime;

import java.util.Objects;
import org.e2enet.faults.Fault;

/**
 * How libtorch is used.
 *
 * @param threads of one operation; 0 leaves libtorch's default, the CPUs this process may use. Process-wide: the last
 *     one set counts
 */
public record TorchOptions(TorchDevice device, Precision precision, int threads) {
    public static final TorchOptions DEFAULT = new TorchOptions(TorchDevice.CPU, Precision.FLOAT32, 0);

    public TorchOptions {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(precision, "precision");
        if (threads < 0) {
            throw new Fault(
                            "TOR-101",
                            "threads must not be negative, got " + threads,
                            "torch.threads",
                            "Set 0 for all CPUs, or a positive number.")
                    .exception();
        }
    }

    public TorchOptions withThreads(int count) {
        return new TorchOptions(device, precision, count);
    }

    public TorchOptions withPrecision(Precision wanted) {
        return new TorchOptions(device, wanted, threads);
    }
}
