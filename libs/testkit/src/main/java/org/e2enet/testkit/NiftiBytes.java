package org.e2enet.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;

/**
 * NIfTI-1 files written byte by byte after the standard, good and bad ones, independent of the product's own writer.
 * Voxels are float32, i fastest, little endian. Not thread safe.
 */
public final class NiftiBytes {
    private static final int HEADER_BYTES = 352;
    private static final short FLOAT_32 = 16;

    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final float[] voxels;

    private NiftiBytes(float[] voxels, int... dim) {
        this.voxels = voxels;
        header.putInt(0, 348);
        header.putShort(40, (short) dim.length);
        for (int axis = 0; axis < 7; axis++) {
            header.putShort(42 + 2 * axis, (short) (axis < dim.length ? dim[axis] : 1));
        }
        header.putShort(70, FLOAT_32);
        header.putShort(72, (short) 32);
        header.putFloat(76, 1);
        header.putFloat(108, HEADER_BYTES);
        header.putFloat(112, 1);
        header.put(344, new byte[] {'n', '+', '1', 0});
        spacingMm(1, 1, 1);
    }

    /** A file of given sizes along i, j, k, … */
    public static NiftiBytes of(float[] voxels, int... dim) {
        return new NiftiBytes(voxels, dim);
    }

    /**
     * A bright ball on noisy tissue in an empty surrounding, the centre moved by the seed.
     *
     * @param edge voxels along each axis, at least 16
     */
    public static NiftiBytes ball(int edge, long seed) {
        return new NiftiBytes(Phantom.image(edge, seed), edge, edge, edge);
    }

    /** Labels that fit {@link #ball}: 1 in the tissue, 2 in the ball. */
    public static NiftiBytes ballLabels(int edge, long seed) {
        return new NiftiBytes(Phantom.labels(edge, seed), edge, edge, edge);
    }

    /** Voxel sizes, also as a diagonal sform; may be wrong on purpose. */
    public NiftiBytes spacingMm(float i, float j, float k) {
        float[] sizes = {i, j, k};
        header.putShort(254, (short) 1);
        for (int axis = 0; axis < 3; axis++) {
            header.putFloat(80 + 4 * axis, sizes[axis]);
            header.putFloat(280 + 20 * axis, sizes[axis]);
        }
        return this;
    }

    /** Sizes the header claims, whatever the voxels are. */
    public NiftiBytes claim(int... dim) {
        for (int axis = 0; axis < dim.length; axis++) {
            header.putShort(42 + 2 * axis, (short) dim[axis]);
        }
        return this;
    }

    /** The plain file. */
    public byte[] bytes() {
        ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + 4 * voxels.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(header.array());
        for (float voxel : voxels) {
            file.putFloat(voxel);
        }
        return file.array();
    }

    /** The file packed with gzip. */
    public byte[] packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(bytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }
}
