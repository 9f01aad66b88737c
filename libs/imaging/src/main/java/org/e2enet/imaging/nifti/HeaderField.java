package org.e2enet.imaging.nifti;

import java.nio.ByteBuffer;

/** Byte offsets and widths of the header fields in use, of NIfTI-1 (32-bit reals) and NIfTI-2 (64-bit reals). */
enum HeaderField {
    NIFTI1(348, 352, 40, 70, 76, 108, 112, 116, 123, 252, 254, 256, 280, 344),
    NIFTI2(540, 544, 16, 12, 104, 168, 176, 184, 500, 344, 348, 352, 400, 4);

    static final int BITPIX_AFTER_DATATYPE = 2;

    private final int size;
    private final int singleFileOffset;
    private final int dim;
    private final int datatype;
    private final int pixdim;
    private final int voxOffset;
    private final int slope;
    private final int intercept;
    private final int units;
    private final int qformCode;
    private final int sformCode;
    private final int quaternion;
    private final int rows;
    private final int magic;

    HeaderField(
            int size,
            int singleFileOffset,
            int dim,
            int datatype,
            int pixdim,
            int voxOffset,
            int slope,
            int intercept,
            int units,
            int qformCode,
            int sformCode,
            int quaternion,
            int rows,
            int magic) {
        this.size = size;
        this.singleFileOffset = singleFileOffset;
        this.dim = dim;
        this.datatype = datatype;
        this.pixdim = pixdim;
        this.voxOffset = voxOffset;
        this.slope = slope;
        this.intercept = intercept;
        this.units = units;
        this.qformCode = qformCode;
        this.sformCode = sformCode;
        this.quaternion = quaternion;
        this.rows = rows;
        this.magic = magic;
    }

    private boolean wide() {
        return this == NIFTI2;
    }

    int size() {
        return size;
    }

    /** Header and the four bytes that say whether extensions follow. */
    int singleFileOffset() {
        return singleFileOffset;
    }

    int datatype() {
        return datatype;
    }

    int pixdim() {
        return pixdim;
    }

    int slope() {
        return slope;
    }

    int intercept() {
        return intercept;
    }

    int qformCode() {
        return qformCode;
    }

    int sformCode() {
        return sformCode;
    }

    /** {@code quatern_b, c, d}, then {@code qoffset_x, y, z}. */
    int quaternion() {
        return quaternion;
    }

    /** {@code srow_x, y, z}. */
    int rows() {
        return rows;
    }

    int magic() {
        return magic;
    }

    /** {@code n+1}, {@code ni1}, {@code n+2} or {@code ni2}, with the zero after it. */
    String magicOf(char kind) {
        return "n" + kind + (wide() ? '2' : '1') + '\0';
    }

    int realBytes() {
        return wide() ? Double.BYTES : Float.BYTES;
    }

    double real(ByteBuffer header, int offset) {
        return wide() ? header.getDouble(offset) : header.getFloat(offset);
    }

    void putReal(ByteBuffer header, int offset, double value) {
        if (wide()) {
            header.putDouble(offset, value);
        } else {
            header.putFloat(offset, (float) value);
        }
    }

    long dim(ByteBuffer header, int n) {
        return wide() ? header.getLong(dim + 8 * n) : header.getShort(dim + 2 * n);
    }

    void putDim(ByteBuffer header, int n, int value) {
        if (wide()) {
            header.putLong(dim + 8 * n, value);
        } else {
            header.putShort(dim + 2 * n, (short) value);
        }
    }

    int code(ByteBuffer header, int offset) {
        return wide() ? header.getInt(offset) : header.getShort(offset);
    }

    void putCode(ByteBuffer header, int offset, int value) {
        if (wide()) {
            header.putInt(offset, value);
        } else {
            header.putShort(offset, (short) value);
        }
    }

    int units(ByteBuffer header) {
        return wide() ? header.getInt(units) & 0xff : header.get(units) & 0xff;
    }

    void putUnits(ByteBuffer header, int value) {
        if (wide()) {
            header.putInt(units, value);
        } else {
            header.put(units, (byte) value);
        }
    }

    /** Copies what places the grid, bit for bit, between two headers of this version and one byte order. */
    void copyPlacing(byte[] from, byte[] to) {
        int codeBytes = wide() ? Integer.BYTES : Short.BYTES;
        System.arraycopy(from, pixdim, to, pixdim, 4 * realBytes());
        System.arraycopy(from, qformCode, to, qformCode, codeBytes);
        System.arraycopy(from, sformCode, to, sformCode, codeBytes);
        System.arraycopy(from, quaternion, to, quaternion, 6 * realBytes());
        System.arraycopy(from, rows, to, rows, 12 * realBytes());
        System.arraycopy(from, units, to, units, wide() ? Integer.BYTES : 1);
    }

    double offset(ByteBuffer header) {
        return wide() ? header.getLong(voxOffset) : header.getFloat(voxOffset);
    }

    void putOffset(ByteBuffer header, int value) {
        if (wide()) {
            header.putLong(voxOffset, value);
        } else {
            header.putFloat(voxOffset, value);
        }
    }
}
