package org.e2enet.benchmarks;

import java.util.List;
import org.e2enet.torch.runtime.Precision;

/**
 * What training to measure.
 *
 * @param patch edge of the cubic patch in voxels
 * @param batch patches per step
 * @param sparsity of E2ENet, 0 ≤ S &lt; 1
 * @param precisions of the steps, product's and bare loop's alike; each network is measured in all
 * @param channels per level of every network; empty = each preset's own
 * @param steps of each loop that count; two more warm up
 * @param updateEvery steps from one topology update to the next; 0 = none
 * @param threads of libtorch
 */
public record TrainingSettings(
        int patch,
        int batch,
        double sparsity,
        List<MeasuredNetwork> networks,
        List<Precision> precisions,
        List<Integer> channels,
        int steps,
        int updateEvery,
        int threads) {
    /** Fewer voxels leave no levels for a network. */
    private static final int LEAST_PATCH = 8;

    /**
     * @throws org.e2enet.faults.FaultException TRA-302 when a number is out of its range, NET-1xx when no network can be
     *     made of patch, channels and sparsity
     */
    public TrainingSettings {
        networks = List.copyOf(networks);
        precisions = List.copyOf(precisions);
        channels = List.copyOf(channels);
        BenchmarkFaults.requireAtLeast(LEAST_PATCH, patch, "--patch");
        BenchmarkFaults.requireAtLeast(1, batch, "--batch");
        BenchmarkFaults.requireAtLeast(1, networks.size(), "--networks");
        BenchmarkFaults.requireAtLeast(1, precisions.size(), "--compute");
        BenchmarkFaults.requireAtLeast(1, steps, "--steps");
        BenchmarkFaults.requireAtLeast(0, updateEvery, "--update-every");
        BenchmarkFaults.requireAtLeast(1, threads, "--threads");
        for (MeasuredNetwork network : networks) {
            network.plan(patch, sparsity, channels);
        }
    }
}
