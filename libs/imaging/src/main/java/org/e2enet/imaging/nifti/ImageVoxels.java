package org.e2enet.imaging.nifti;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2enet.imaging.HeapBudget;

/** Collects an image's channels as finite float32 numbers. */
final class ImageVoxels implements VoxelStream.Target {
    private final int voxelsPerChannel;
    private final int plausible;
    private final List<float[]> channels = new ArrayList<>();
    private float[] current;
    private int filled;
    private long total;

    ImageVoxels(NiftiHeader header, int plausible) {
        HeapBudget.require(header.voxels() * Float.BYTES);
        voxelsPerChannel = header.geometry().extent().arrayLength();
        this.plausible = plausible;
        current = new float[plausible];
    }

    @Override
    public void put(double[] values, int count) {
        for (int from = 0; from < count; ) {
            if (filled == current.length) {
                makeRoom();
            }
            int part = Math.min(count - from, current.length - filled);
            for (int n = 0; n < part; n++) {
                float value = (float) values[from + n];
                if (!Float.isFinite(value)) {
                    throw NiftiFaults.notFinite(total + n);
                }
                current[filled + n] = value;
            }
            filled += part;
            from += part;
            total += part;
        }
    }

    private void makeRoom() {
        if (filled < voxelsPerChannel) {
            current = Arrays.copyOf(current, (int) Math.min(voxelsPerChannel, 2L * current.length));
            return;
        }
        channels.add(current);
        current = new float[plausible];
        filled = 0;
    }

    /** Channels in file order, once all voxels were put. */
    List<float[]> channels() {
        List<float[]> all = new ArrayList<>(channels);
        all.add(current);
        return all;
    }
}
