package org.e2enet.imaging.nifti;

import java.nio.ByteOrder;
import java.util.Objects;

/**
 * How voxels are stored: the file's number n means {@code slope * n + intercept}.
 *
 * @param slope not zero
 */
public record NiftiEncoding(VoxelType type, ByteOrder byteOrder, float slope, float intercept) {
    /** Images: float32 as they are in memory, little endian. */
    public static final NiftiEncoding FLOAT32 = of(VoxelType.FLOAT32);

    public NiftiEncoding {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(byteOrder, "byteOrder");
        if (slope == 0 || !Float.isFinite(slope) || !Float.isFinite(intercept)) {
            throw new IllegalArgumentException("slope must be finite and not zero, intercept finite");
        }
    }

    /** Little endian, no scaling. */
    public static NiftiEncoding of(VoxelType type) {
        return new NiftiEncoding(type, ByteOrder.LITTLE_ENDIAN, 1, 0);
    }

    /** The smallest type that holds labels up to the given one. */
    public static NiftiEncoding ofLabels(int maxLabel) {
        return of(maxLabel <= 0xff ? VoxelType.UINT8 : VoxelType.INT16);
    }
}
