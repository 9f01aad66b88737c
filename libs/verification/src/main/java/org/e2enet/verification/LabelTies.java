package org.e2enet.verification;

import org.e2enet.contract.Size3;
import org.e2enet.imaging.resample.LinearAxis;
import org.e2enet.imaging.resample.Resampling;

/** Differences between resampled labels that rounding explains: voxels in which a label's share is one half exactly. */
final class LabelTies {
    private static final double ROUNDING = 1e-9;

    private final short[] source;
    private final Size3 extent;
    private final Size3 target;
    private final LinearAxis[] axes;

    LabelTies(short[] source, Resampling resampling) {
        this.source = source;
        this.extent = resampling.source();
        this.target = resampling.target();
        this.axes = new LinearAxis[] {
            LinearAxis.of(resampling, 0), LinearAxis.of(resampling, 1), LinearAxis.of(resampling, 2)
        };
    }

    /** Voxels that differ and are no ties; infinite where the lengths differ. */
    double differences(short[] expected, short[] actual) {
        if (expected.length != actual.length) {
            return Double.POSITIVE_INFINITY;
        }
        int different = 0;
        for (int voxel = 0; voxel < expected.length; voxel++) {
            boolean same = expected[voxel] == actual[voxel];
            if (!same && !isHalf(voxel, expected[voxel]) && !isHalf(voxel, actual[voxel])) {
                different++;
            }
        }
        return different;
    }

    private boolean isHalf(int voxel, short label) {
        int w = voxel % target.width();
        int h = voxel / target.width() % target.height();
        int d = voxel / target.width() / target.height();
        double share = 0;
        for (int corner = 0; corner < 8; corner++) {
            int neighbour = extent.offset(at(0, d, corner >> 2), at(1, h, corner >> 1), at(2, w, corner));
            if (source[neighbour] == label) {
                share += weight(0, d, corner >> 2) * weight(1, h, corner >> 1) * weight(2, w, corner);
            }
        }
        return Math.abs(share - 0.5) <= ROUNDING;
    }

    private int at(int axis, int position, int side) {
        return (side & 1) == 0 ? axes[axis].lower(position) : axes[axis].upper(position);
    }

    private double weight(int axis, int position, int side) {
        double upper = axes[axis].upperWeight(position);
        return (side & 1) == 0 ? 1 - upper : upper;
    }
}
