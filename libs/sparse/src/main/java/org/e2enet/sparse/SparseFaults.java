package org.e2enet.sparse;

import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** The errors of the sparse engine and its trainer. */
public final class SparseFaults {
    private static final long BYTES_PER_MIB = 1 << 20;

    private SparseFaults() {}

    public static FaultException patchNotDivisible(Size3 patch, Size3 divisor) {
        return new Fault(
                        "SPA-101",
                        "patch " + patch + " is not divisible by the network's strides " + divisor,
                        "patch",
                        "Use a patch whose extents are multiples of " + divisor + ".")
                .exception();
    }

    static FaultException memoryLimit(long neededBytes, long limitBytes) {
        return new Fault(
                        "SPA-102",
                        "the patch needs " + Math.ceilDiv(neededBytes, BYTES_PER_MIB) + " MiB, the limit is "
                                + limitBytes / BYTES_PER_MIB + " MiB",
                        "memory limit",
                        "Use a smaller patch or raise the limit.")
                .exception();
    }

    static FaultException inputSize(int got, long wanted) {
        return new Fault(
                        "SPA-103",
                        "the input holds " + got + " values, the patch wants " + wanted,
                        "input",
                        "Hand over [channels][D][H][W] of the patch the network was compiled for.")
                .exception();
    }

    static FaultException heads(int got, int available) {
        return new Fault(
                        "SPA-104",
                        got + " heads are asked for, the network has " + available,
                        "heads",
                        "Ask for 1 to " + available + " heads.")
                .exception();
    }

    static FaultException cancelled() {
        return new Fault("SPA-106", "the forward was cancelled", "forward", "Start it again if it is still wanted.")
                .exception();
    }

    static FaultException closed() {
        return new Fault("SPA-107", "the network is closed", "forward", "Compile the model again.").exception();
    }

    /** A step would not fit. */
    public static FaultException stepMemory(long neededBytes, long limitBytes, Size3 patch) {
        return new Fault(
                        "SPA-304",
                        "a training step takes at least " + Math.ceilDiv(neededBytes, BYTES_PER_MIB)
                                + " MiB, there are " + limitBytes / BYTES_PER_MIB + " MiB",
                        "patch " + patch,
                        "Make the patch smaller, or else the channels, or train on a machine with more memory.")
                .exception();
    }

    /** The vector kernels were asked for by name but cannot run. */
    static FaultException vectorMissing() {
        return new Fault(
                        "SPA-108",
                        "the vector kernels cannot run: module jdk.incubator.vector is not there",
                        "java command line",
                        "Start Java with '--add-modules jdk.incubator.vector'.")
                .exception();
    }
}
