package org.e2enet.imaging.nifti;

import java.util.Arrays;
import org.e2enet.imaging.HeapBudget;

/** Collects a label map, refusing what is no label. */
final class LabelVoxels implements VoxelStream.Target {
    /** Masks stored as scaled integers (slope 2^-32, say) come out as 0.9999999998. */
    private static final double SCALING_NOISE = 1e-4;

    private final int voxels;
    private short[] labels;
    private int filled;

    LabelVoxels(NiftiHeader header, int plausible) {
        HeapBudget.require(header.voxels() * Short.BYTES);
        voxels = header.geometry().extent().arrayLength();
        labels = new short[plausible];
    }

    @Override
    public void put(double[] values, int count) {
        if (labels.length - filled < count) {
            labels = Arrays.copyOf(labels, (int) Math.min(voxels, Math.max(2L * labels.length, filled + count)));
        }
        for (int n = 0; n < count; n++) {
            double value = values[n];
            double rounded = Math.rint(value);
            short label = (short) rounded;
            if (label != rounded || label < 0 || Math.abs(value - rounded) > SCALING_NOISE) {
                throw Double.isFinite(value)
                        ? NiftiFaults.notLabel(value, filled + n)
                        : NiftiFaults.notFinite(filled + n);
            }
            labels[filled + n] = label;
        }
        filled += count;
    }

    short[] labels() {
        return labels;
    }
}
