package org.e2enet.network.topology;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which connections were ever active in a run: how much of the space the evolution has searched. Immutable. */
public record Exploration(Topology everActive) {
    /** With the connections of a further topology of the same tensors. */
    public Exploration with(Topology topology) {
        Map<String, KernelMask> masks = new LinkedHashMap<>(everActive.masks());
        topology.masks().forEach((name, mask) -> masks.merge(name, mask, Exploration::union));
        return new Exploration(new Topology(masks));
    }

    /** Share of all maskable connections that were ever active; 1 for a dense network. */
    public double share() {
        long kernels = everActive.masks().values().stream()
                .mapToLong(KernelMask::kernels)
                .sum();
        return kernels == 0 ? 1 : (double) everActive.activeKernels() / kernels;
    }

    private static KernelMask union(KernelMask one, KernelMask other) {
        BitSet both = one.active();
        both.or(other.active());
        return new KernelMask(one.rows(), one.columns(), both);
    }
}
