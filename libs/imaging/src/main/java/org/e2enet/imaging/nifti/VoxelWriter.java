package org.e2enet.imaging.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.LabelVolume;

/** Writes voxels alone, in file order: width fastest, channel slowest. */
public final class VoxelWriter {
    private static final int CHUNK_VOXELS = 1 << 15;

    private VoxelWriter() {}

    /** The number of a voxel; voxels count as the flat arrays of volumes do. */
    public interface Voxels {
        double at(int channel, int voxel);

        /** Appends neighbouring voxels of a channel. */
        default void encode(int channel, int from, int count, NiftiEncoding encoding, ByteBuffer out) {
            for (int voxel = from; voxel < from + count; voxel++) {
                double stored = (at(channel, voxel) - encoding.intercept()) / encoding.slope();
                encoding.type().encode(stored, out);
            }
        }

        /** Of a label map. */
        static Voxels of(LabelVolume labels) {
            return new LabelsToWrite(labels.labels());
        }
    }

    /** The stream stays open. */
    public static void write(Size3 extent, int channels, NiftiEncoding encoding, Voxels voxels, OutputStream out)
            throws IOException {
        ByteBuffer chunk =
                ByteBuffer.allocate(CHUNK_VOXELS * encoding.type().bytes()).order(encoding.byteOrder());
        for (int channel = 0; channel < channels; channel++) {
            int length = extent.arrayLength();
            for (int voxel = 0; voxel < length; ) {
                int count = Math.min(
                        length - voxel, chunk.remaining() / encoding.type().bytes());
                voxels.encode(channel, voxel, count, encoding, chunk);
                voxel += count;
                if (!chunk.hasRemaining()) {
                    out.write(chunk.array(), 0, chunk.position());
                    chunk.clear();
                }
            }
        }
        out.write(chunk.array(), 0, chunk.position());
    }
}
