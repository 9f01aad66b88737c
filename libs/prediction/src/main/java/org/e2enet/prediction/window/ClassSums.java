package org.e2enet.prediction.window;

/**
 * Weighted sums per class of the voxels that windows may still touch: {@code planes} planes of voxels, row by row. Rows of different
 * planes may be worked on at once.
 */
interface ClassSums {
    /** What sums may take, unless one patch depth of the scan needs more for the strongest four classes of each voxel. */
    long CEILING_BYTES = 896L << 20;

    /** Sums for all classes while they take no more than the ceiling, else for the strongest of each voxel. */
    static ClassSums of(int classes, int planes, int planeVoxels, int width, long ceilingBytes) {
        int kept = StrongestSums.kept(classes, (long) planes * planeVoxels, ceilingBytes);
        return kept == classes
                ? new AllSums(classes, planes, planeVoxels)
                : new StrongestSums(classes, kept, planes, planeVoxels, width);
    }

    /** What {@link #of} takes. */
    static long bytes(int classes, int planes, long planeVoxels, long ceilingBytes) {
        long voxels = planes * planeVoxels;
        int kept = StrongestSums.kept(classes, voxels, ceilingBytes);
        return kept == classes ? Float.BYTES * classes * voxels : StrongestSums.bytes(kept, voxels);
    }

    /**
     * Adds a row of a window.
     *
     * @param first voxel of the row within its plane
     * @param weights one per voxel of the row
     * @param output {@code [classes][voxels]}; may be changed
     * @param source voxel of the output that the row's first one takes
     * @param step from a voxel to the next in the output, 1 or −1
     */
    void add(int plane, int first, float[] weights, float[] output, int source, int step);

    /**
     * Reads a row that is complete.
     *
     * @param first voxel of the row within its plane
     * @param factors what to multiply each voxel with
     * @param slice {@code [classes][voxels]}, overwritten from {@code target} on
     */
    void read(int plane, int first, float[] factors, float[][] slice, int target);

    /** Makes a plane empty. */
    void clear(int plane);

    /** Voxels read so far whose most probable class another one, which was not kept, might beat. */
    long undecided();
}
