package org.e2enet.dicom.seg;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.LabelVolume;

/** Frames of one bit per pixel, packed without gaps between frames (PS3.5, 8.1.1), in the order of segments and slices. */
final class BinaryFrames {
    private BinaryFrames() {}

    /** Segments and slices that hold something; where nothing does, segment 1 of the first slice. */
    static List<SegFrame> of(LabelVolume labels, int segments) {
        Size3 extent = labels.extent();
        int plane = extent.height() * extent.width();
        boolean[][] present = new boolean[segments + 1][extent.depth()];
        short[] voxels = labels.labels();
        for (int n = 0; n < voxels.length; n++) {
            present[voxels[n]][n / plane] = true;
        }
        List<SegFrame> frames = new ArrayList<>();
        for (int segment = 1; segment <= segments; segment++) {
            for (int k = 0; k < extent.depth(); k++) {
                if (present[segment][k]) {
                    frames.add(new SegFrame(segment, k));
                }
            }
        }
        return frames.isEmpty() ? List.of(new SegFrame(1, 0)) : frames;
    }

    /** One pass over the volume, however many segments there are. */
    static byte[] pixels(LabelVolume labels, List<SegFrame> frames, int segments) {
        Size3 extent = labels.extent();
        int plane = extent.height() * extent.width();
        int[][] numbers = new int[segments + 1][extent.depth()];
        for (int number = 0; number < frames.size(); number++) {
            numbers[frames.get(number).segment()][frames.get(number).k()] = number;
        }
        byte[] bits = new byte[Math.toIntExact(Math.ceilDiv((long) plane * frames.size(), 8))];
        short[] voxels = labels.labels();
        for (int k = 0; k < extent.depth(); k++) {
            int from = k * plane;
            for (int n = 0; n < plane; n++) {
                int label = voxels[from + n];
                if (label != 0) {
                    long bit = (long) numbers[label][k] * plane + n;
                    bits[(int) (bit >>> 3)] |= (byte) (1 << (bit & 7));
                }
            }
        }
        return bits;
    }
}
