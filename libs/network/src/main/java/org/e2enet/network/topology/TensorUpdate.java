package org.e2enet.network.topology;

import java.util.BitSet;
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

    /** The mask after this update. */
    KernelMask applyTo(KernelMask before, String tensor) {
        BitSet bits = before.active();
        if (bits.cardinality() != active) {
            throw TopologyFaults.doesNotFit(
                    tensor,
                    "the update was made on " + active + " active kernels, the mask has " + before.activeCount());
        }
        bits.andNot(dropped.toBitSet());
        if (bits.cardinality() != active - dropped.size()) {
            throw TopologyFaults.doesNotFit(tensor, "the update drops kernels that are not active");
        }
        bits.or(grown.toBitSet());
        if (bits.cardinality() != active || bits.length() > before.kernels()) {
            throw TopologyFaults.doesNotFit(tensor, "the update grows kernels that are active or do not exist");
        }
        return new KernelMask(before.rows(), before.columns(), bits);
    }
}
