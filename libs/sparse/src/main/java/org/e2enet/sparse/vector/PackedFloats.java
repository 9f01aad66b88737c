package org.e2enet.sparse.vector;

/**
 * Floats that the kernels of a convolution keep of its weights, from shapes and density alone: known before anything is packed, and no
 * less than it comes to.
 */
public final class PackedFloats {
    /** Floats and indices of a packed kernel per weight: of an active one, and of any where the layer is dense. */
    private static final double PER_ACTIVE = 5;

    private static final double PER_WEIGHT = 4.2;

    private PackedFloats() {}

    /**
     * Packed for one way, forth or back.
     *
     * @param weights active or not
     * @param density share of active kernels
     */
    public static double oneWay(long weights, double density) {
        return density <= VectorKernels.MAX_SPARSE_DENSITY ? PER_ACTIVE * density * weights : PER_WEIGHT * weights;
    }

    /**
     * What a weight gradient keeps: a sum per part of the volume, and the places of the pairs.
     *
     * @param outputs × {@code sources} kernels
     */
    public static double gradient(int outputs, int sources, long weights, double density) {
        int pieces = Math.ceilDiv(outputs, PairPieces.OUTPUTS) * Math.ceilDiv(sources, PairPieces.SOURCES);
        return (Math.ceilDiv(PairPieces.TASKS, pieces) + 0.5) * density * weights;
    }
}
