package org.e2enet.imaging.nifti;

import java.nio.ByteBuffer;

/** Labels on their way into a file: as uint8 or int16 without a scale they are moved as they are, not by way of double. */
record LabelsToWrite(short[] labels) implements VoxelWriter.Voxels {
    @Override
    public double at(int channel, int voxel) {
        return labels[voxel];
    }

    @Override
    public void encode(int channel, int from, int count, NiftiEncoding encoding, ByteBuffer out) {
        if (encoding.slope() != 1 || encoding.intercept() != 0) {
            VoxelWriter.Voxels.super.encode(channel, from, count, encoding, out);
            return;
        }
        switch (encoding.type()) {
            case UINT8 -> {
                byte[] bytes = out.array();
                int to = out.arrayOffset() + out.position();
                for (int n = 0; n < count; n++) {
                    bytes[to + n] = (byte) Math.min(Math.max(labels[from + n], 0), 0xff);
                }
                out.position(out.position() + count);
            }
            case INT16 -> {
                out.asShortBuffer().put(labels, from, count);
                out.position(out.position() + Short.BYTES * count);
            }
            default -> VoxelWriter.Voxels.super.encode(channel, from, count, encoding, out);
        }
    }
}
