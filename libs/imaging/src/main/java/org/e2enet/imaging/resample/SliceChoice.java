package org.e2enet.imaging.resample;

/** The source slice nearest to a target slice: floor(x + 0.5) at voxel centres, kept inside. */
final class SliceChoice {
    private SliceChoice() {}

    static int of(int source, int target, int slice) {
        double position = (slice + 0.5) * ((double) source / target) - 0.5;
        return Math.clamp((int) Math.floor(position + 0.5), 0, source - 1);
    }
}
