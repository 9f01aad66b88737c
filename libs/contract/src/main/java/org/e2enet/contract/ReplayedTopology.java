package org.e2enet.contract;

import java.util.List;

/**
 * Masks of one iteration, as the topic masks.evolved tells them, in numbers.
 *
 * @param iteration steps done
 * @param updates how many were made so far
 * @param updateIteration the step after which the last of them was made; 0 before the first
 * @param exploredShare share of all maskable connections that have ever been active
 */
public record ReplayedTopology(
        String runId,
        int fold,
        int iteration,
        int updates,
        int updateIteration,
        long activeKernels,
        double exploredShare,
        List<Masked> tensors) {
    public ReplayedTopology {
        tensors = Check.list(tensors);
    }

    /** One masked tensor. */
    public record Masked(String name, int rows, int columns, int activeKernels, double density, double exploredShare) {}
}
