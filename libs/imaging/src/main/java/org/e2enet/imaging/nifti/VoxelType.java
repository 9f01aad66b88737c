package org.e2enet.imaging.nifti;

import java.nio.ByteBuffer;

/** Voxel types of NIfTI-1 that hold one real number. */
public enum VoxelType {
    UINT8(2, 1),
    INT16(4, 2),
    INT32(8, 4),
    FLOAT32(16, 4),
    FLOAT64(64, 8),
    INT8(256, 1),
    UINT16(512, 2),
    UINT32(768, 4),
    INT64(1024, 8),
    UINT64(1280, 8);

    private final int code;
    private final int bytes;

    VoxelType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The header's {@code datatype}. */
    public int code() {
        return code;
    }

    /** Size of one voxel. */
    public int bytes() {
        return bytes;
    }

    static VoxelType ofCode(int code) {
        for (VoxelType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw NiftiFaults.voxelType(code);
    }

    /** Decodes {@code count} numbers from the buffer's start, in its byte order. */
    void decode(ByteBuffer in, double[] out, int count) {
        switch (this) {
            case UINT8 -> {
                for (int n = 0; n < count; n++) {
                    out[n] = in.get(n) & 0xff;
                }
            }
            case INT8 -> {
                for (int n = 0; n < count; n++) {
                    out[n] = in.get(n);
                }
            }
            case INT16 -> {
                for (int n = 0; n < count; n++) {
                    out[n] = in.getShort(2 * n);
                }
            }
            case UINT16 -> {
                for (int n = 0; n < count; n++) {
                    out[n] = in.getShort(2 * n) & 0xffff;
                }
            }
            case INT32 -> {
                for (int n = 0; n < count; n++) {
                    out[n] = in.getInt(4 * n);
                }
            }
            case UINT32 -> {
                for (int n = 0; n < count; n++) {
                    out[n] = in.getInt(4 * n) & 0xffffffffL;
                }
            }
            case INT64 -> {
                for (int n = 0; n < count; n++) {
                    out[n] = in.getLong(8 * n);
                }
            }
            case UINT64 -> {
                for (int n = 0; n < count; n++) {
                    long bits = in.getLong(8 * n);
                    // Halved with the lost bit kept, so that rounding to double is right above 2^63.
                    out[n] = bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
                }
            }
            case FLOAT32 -> {
                for (int n = 0; n < count; n++) {
                    out[n] = in.getFloat(4 * n);
                }
            }
            case FLOAT64 -> {
                for (int n = 0; n < count; n++) {
                    out[n] = in.getDouble(8 * n);
                }
            }
        }
    }

    /** Appends one number; integer types take the nearest integer in their range. */
    void encode(double value, ByteBuffer out) {
        switch (this) {
            case UINT8 -> out.put((byte) bounded(value, 0, 0xff));
            case INT8 -> out.put((byte) bounded(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case INT16 -> out.putShort((short) bounded(value, Short.MIN_VALUE, Short.MAX_VALUE));
            case UINT16 -> out.putShort((short) bounded(value, 0, 0xffff));
            case INT32 -> out.putInt((int) bounded(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT32 -> out.putInt((int) bounded(value, 0, 0xffffffffL));
            case INT64 -> out.putLong(Math.round(value));
            case UINT64 -> out.putLong(Math.max(0, Math.round(value)));
            case FLOAT32 -> out.putFloat((float) value);
            case FLOAT64 -> out.putDouble(value);
        }
    }

    private static long bounded(double value, long min, long max) {
        return Math.clamp(Math.round(value), min, max);
    }
}
