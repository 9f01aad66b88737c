package org.e2enet.imaging.prepare;

import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.PreparedGeometry;

/**
 * A scan as a network sees it. Arrays are shared, not copied.
 *
 * @param image {@code [channel][depth][height][width]} in prepared axes
 * @param channels number of channels
 * @param labels {@code [depth][height][width]}, 0 outside the nonzero region; null for a scan without labels
 * @param geometry the way back
 */
public record PreparedScan(float[] image, int channels, short[] labels, PreparedGeometry geometry) {
    public PreparedScan {
        long voxels = geometry.extent().volume();
        if (image.length != channels * voxels || labels != null && labels.length != voxels) {
            throw new IllegalArgumentException("arrays do not fit " + channels + " channels of " + geometry.extent());
        }
    }

    public Size3 extent() {
        return geometry.extent();
    }

    @Override
    public String toString() {
        return "PreparedScan[" + channels + " x " + extent() + "]";
    }
}
