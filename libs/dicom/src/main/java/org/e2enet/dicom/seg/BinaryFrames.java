package org.e2enet.dicom.seg;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.scan.Extent;
import org.e2enet.imaging.LabelVolume;

/** Frames of one bit per pixel, packed without gaps between frames (PS3.5, 8.1.1), in the order of segments and slices. */
final class BinaryFrames {
    private BinaryFrames() {}

    /** Segments and slices that hold something; where nothing does, segment 1 of the first slice. */
    static List<SegFrame> of(LabelVolume labels, int segments) {
        Extent extent = labels.extent();
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

    static byte[] pixels(LabelVolume labels, List<SegFrame> frames) {
        Extent extent = labels.extent();
        int plane = extent.height() * extent.width();
        byte[] bits = new byte[Math.toIntExact(Math.ceilDiv((long) plane * frames.size(), 8))];
        short[] voxels = labels.labels();
        long bit = 0;
        for (SegFrame frame : frames) {
            int from = frame.k() * plane;
            for (int n = 0; n < plane; n++, bit++) {
                if (voxels[from + n] == frame.segment()) {
                    bits[(int) (bit >>> 3)] |= (byte) (1 << (bit & 7));
                }
            }
        }
        return bits;
    }
}
