package org.e2enet.benchmarks.step;

import java.util.List;
import org.e2enet.benchmarks.BenchmarkFaults;
import org.e2enet.benchmarks.MeasuredNetwork;

/**
 * Whose training steps to measure.
 *
 * @param patch edge of the cubic patch in voxels
 * @param sparsity of E2ENet, 0 ≤ S &lt; 1
 * @param channels per level of every network; empty = each preset's own
 * @param steps of each pair of network and engine that count
 * @param warmUpSeconds of each pair, two steps at least, until a JIT compiler is done
 * @param seconds after which no further round of steps begins; every pair makes one step that counts all the same
 * @param threads of every engine
 */
public record StepSettings(
        int patch,
        int batch,
        double sparsity,
        List<MeasuredNetwork> networks,
        List<MeasuredEngine> engines,
        List<Integer> channels,
        int steps,
        int warmUpSeconds,
        int seconds,
        int threads) {
    /** As the command line has it. */
    public static final int WARM_UP_SECONDS = 8;

    private static final int LEAST_PATCH = 8;

    /**
     * @throws org.e2enet.faults.FaultException TRA-302 when a number is out of its range, NET-1xx when no network can be
     *     made of patch, channels and sparsity
     */
    public StepSettings {
        networks = List.copyOf(networks);
        engines = List.copyOf(engines);
        channels = List.copyOf(channels);
        BenchmarkFaults.requireAtLeast(LEAST_PATCH, patch, "--patch");
        BenchmarkFaults.requireAtLeast(1, batch, "--batch");
        BenchmarkFaults.requireAtLeast(1, networks.size(), "--networks");
        BenchmarkFaults.requireAtLeast(1, engines.size(), "--engines");
        BenchmarkFaults.requireAtLeast(1, steps, "--steps");
        BenchmarkFaults.requireAtLeast(0, warmUpSeconds, "warming up");
        BenchmarkFaults.requireAtLeast(1, seconds, "--seconds");
        BenchmarkFaults.requireAtLeast(1, threads, "--threads");
        for (MeasuredNetwork network : networks) {
            network.plan(patch, sparsity, channels);
        }
    }
}
