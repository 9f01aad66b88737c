package org.e2enet.benchmarks;

import java.util.List;
import org.e2enet.faults.Fault;

/**
 * What to compare.
 *
 * @param patches edges of cubic patches, multiples of 32
 * @param sparsities 0 ≤ S &lt; 1
 * @param runs forwards per engine that count; one more warms up
 */
public record InferenceSettings(
        List<Integer> patches, List<Double> sparsities, int threads, List<Peer> peers, int runs) {
    /**
     * @throws org.e2enet.faults.FaultException SPA-203 when there is too little of something, SPA-202 and NET-1xx when a patch
     *     or sparsity does not suit a network
     */
    public InferenceSettings {
        patches = List.copyOf(patches);
        sparsities = List.copyOf(sparsities);
        peers = List.copyOf(peers);
        requireSome(threads, "--threads");
        requireSome(runs, "--runs");
        requireSome(patches.size(), "--patch");
        requireSome(sparsities.size(), "--sparsity");
        for (int patch : patches) {
            for (double sparsity : sparsities) {
                MeasuredNetwork.E2ENET.plan(patch, sparsity, List.of());
                peers.forEach(peer -> peer.plan(patch, sparsity));
            }
        }
    }

    private static void requireSome(int value, String option) {
        if (value < 1) {
            throw new Fault("SPA-203", "got " + value, option, "Give 1 or more.").exception();
        }
    }

    /** 128³ and 32³ at S = 0.9 against nnU-Net and dense-masked E2ENet. */
    public static InferenceSettings required(int threads) {
        return new InferenceSettings(
                List.of(32, 128),
                List.of(0.9),
                threads,
                List.of(Peer.NNUNET_FLOAT32, Peer.NNUNET_BF16, Peer.E2ENET_FLOAT32),
                3);
    }
}
