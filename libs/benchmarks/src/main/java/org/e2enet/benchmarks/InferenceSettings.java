package org.e2enet.benchmarks;

import java.util.List;

/**
 * What to compare.
 *
 * @param patches edges of cubic patches, multiples of 32
 * @param sparsities 0 ≤ S &lt; 1
 * @param runs forwards per engine that count; one more warms up
 */
public record InferenceSettings(
        List<Integer> patches, List<Double> sparsities, int threads, List<Peer> peers, int runs) {
    public InferenceSettings {
        patches = List.copyOf(patches);
        sparsities = List.copyOf(sparsities);
        peers = List.copyOf(peers);
        if (threads < 1 || runs < 1 || patches.isEmpty() || sparsities.isEmpty()) {
            throw new IllegalArgumentException("threads, runs, patches and sparsities must not be empty");
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
