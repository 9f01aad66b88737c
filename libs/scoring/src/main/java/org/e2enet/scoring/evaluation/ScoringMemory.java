package org.e2enet.scoring.evaluation;

import java.util.concurrent.ForkJoinPool;
import org.e2enet.scoring.surface.SurfaceDistances;

/** What scoring a case takes of the Java heap at its most, told beforehand from the headers ({@code e2enet bench scoring} measures it). */
public final class ScoringMemory {
    /** Arrays larger than half a region of the collector lie in whole regions of their own; buffers and headers. */
    private static final double OVERHEAD = 1.05;

    private static final double FIXED_BYTES = 16 << 20;
    /** Masks and surfaces of both objects, a bit for each voxel. */
    private static final double BIT_SETS = 4 / 8.0;
    /** Distances and weights of a surface of 900,000 elements: an outline of a whole body at 512 × 512 × 200 has fewer. */
    private static final double SURFACE_BYTES = 22 << 20;
    /** Of small volumes: whatever their classes look like, a voxel takes no more than this. */
    private static final double MOST_BYTES_PER_VOXEL = 64;

    private ScoringMemory() {}

    /** Both label maps, and the class that each thread is at. */
    public static double bytes(long truthVoxels, long predictionVoxels) {
        int threads = ForkJoinPool.getCommonPoolParallelism() + 1;
        return FIXED_BYTES
                + OVERHEAD
                        * (Short.BYTES * ((double) truthVoxels + predictionVoxels)
                                + threads * bytesPerThread(Math.max(truthVoxels, predictionVoxels)));
    }

    /** Beside both label maps: 64 MB at 512 × 512 × 200. */
    public static double bytesPerThread(long voxels) {
        return Math.min(MOST_BYTES_PER_VOXEL * voxels, BIT_SETS * voxels + SurfaceDistances.TILE_BYTES + SURFACE_BYTES);
    }
}
