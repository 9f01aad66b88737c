package org.e2enet.benchmarks;

/**
 * One comparison: medians of one interleaved run.
 *
 * @param patch edge of the cubic patch in voxels
 * @param engine ours
 * @param peer what it is held against
 * @param millis a forward of ours, batch 1
 * @param peerMillis a forward of the peer's
 * @param ratio peerMillis / millis
 * @param cpuMillis least processor time of a forward of ours, all threads together
 * @param peerCpuMillis the same of the peer
 * @param peakMiB memory a forward of ours needs, weights included
 */
public record InferenceCase(
        int patch,
        double sparsity,
        String engine,
        String peer,
        double millis,
        double peerMillis,
        double ratio,
        double cpuMillis,
        double peerCpuMillis,
        long peakMiB) {}
