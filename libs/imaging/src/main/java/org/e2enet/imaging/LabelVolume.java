package org.e2enet.imaging;

import org.e2enet.contract.Size3;

/**
 * Class labels 0..32767 on a grid, flat {@code [depth][height][width]}, width (NIfTI i) fastest; 0 is background. The
 * array is shared, not copied; treat it as read-only.
 */
public record LabelVolume(Geometry geometry, short[] labels) {
    public LabelVolume {
        if (labels.length != geometry.extent().volume()) {
            throw new IllegalArgumentException(geometry.extent().volume() + " voxels are wanted, got " + labels.length);
        }
    }

    public Size3 extent() {
        return geometry.extent();
    }

    /** Largest label, 0 when all is background. */
    public int maxLabel() {
        int max = 0;
        for (short label : labels) {
            max = Math.max(max, label);
        }
        return max;
    }

    /** Voxels per label; index = label, length = largest label + 1. */
    public long[] voxelsPerLabel() {
        long[] counts = new long[maxLabel() + 1];
        for (short label : labels) {
            counts[label]++;
        }
        return counts;
    }

    @Override
    public String toString() {
        return "LabelVolume[" + extent() + "]";
    }
}
