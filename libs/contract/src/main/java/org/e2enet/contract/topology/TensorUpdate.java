package org.e2enet.contract.topology;

import java.util.Objects;

/**
 * What one update did to one tensor.
 *
 * @param dropped kernels that became inactive
 * @param grown kernels that became active: as many. Where the recipe lets just-dropped kernels return, a kernel may stand
 *     in both: it stays active and starts anew
 * @param active number of active kernels, before and after
 * @param l1 norms of the active kernels before the update
 */
public record TensorUpdate(KernelSet dropped, KernelSet grown, int active, L1Statistics l1) {
    /**
     * L1 norms over the active kernels of a tensor.
     *
     * @param largestDropped norm below which kernels went; 0 where none went
     */
    public record L1Statistics(double min, double mean, double max, double largestDropped) {}

    public TensorUpdate {
        Objects.requireNonNull(l1, "l1");
        if (dropped.size() != grown.size() || dropped.size() > active) {
            throw new IllegalArgumentException(
                    dropped.size() + " dropped, " + grown.size() + " grown of " + active + " active");
        }
    }
}
