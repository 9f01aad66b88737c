package org.e2enet.imaging.nifti;

import java.nio.ByteBuffer;

/** Carries voxels from file to array in chunks, through one buffer of numbers that fits the cache. */
final class VoxelStream {
    private static final int CHUNK_VOXELS = 1 << 15;

    private VoxelStream() {}

    /** Takes decoded and scaled numbers in file order, width fastest, channel slowest. */
    interface Target {
        void put(double[] values, int count);
    }

    static void copy(NiftiSource source, NiftiHeader header, Target target) {
        source.skip(header);
        byte[] bytes = new byte[CHUNK_VOXELS * header.type().bytes()];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(header.byteOrder());
        double[] values = new double[CHUNK_VOXELS];
        long left = header.voxels();
        while (left > 0) {
            int count = (int) Math.min(left, CHUNK_VOXELS);
            int wanted = count * header.type().bytes();
            int read = source.read(bytes, wanted);
            if (read < wanted) {
                long held = (header.voxels() - left) * header.type().bytes() + read;
                throw NiftiFaults.fewerVoxels(header.voxelBytes(), held, source.where());
            }
            header.type().decode(buffer, values, count);
            if (header.scales()) {
                for (int n = 0; n < count; n++) {
                    values[n] = values[n] * header.slope() + header.intercept();
                }
            }
            target.put(values, count);
            left -= count;
        }
        source.drain();
    }
}
