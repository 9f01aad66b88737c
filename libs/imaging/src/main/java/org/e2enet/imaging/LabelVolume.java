package org.e2enet.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.e2enet.contract.Size3;

/**
 * Class labels 0..32767 on a grid, flat {@code [depth][height][width]}, width (NIfTI i) fastest; 0 is background. The
 * array is shared, not copied; treat it as read-only.
 */
public record LabelVolume(Geometry geometry, short[] labels) {
    private static final int HASHED_AT_ONCE = 1 << 15;

    public LabelVolume {
        if (labels.length != geometry.extent().volume()) {
            throw new IllegalArgumentException(geometry.extent().volume() + " voxels are wanted, got " + labels.length);
        }
    }

    public Size3 extent() {
        return geometry.extent();
    }

    /** Largest label, 0 when all is background. */
    public int maxLabel() {
        int max = 0;
        for (short label : labels) {
            max = Math.max(max, label);
        }
        return max;
    }

    /** Voxels per label; index = label, length = largest label + 1. */
    public long[] voxelsPerLabel() {
        long[] counts = new long[maxLabel() + 1];
        for (short label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /**
     * Hash of the labels, 64 lower-case hex digits: SHA-256 over a line {@code DEPTH HEIGHT WIDTH} and the array, two bytes a voxel, low one
     * first. The same for a copy in another format; the place in the world is no part of it.
     */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Size3 extent = extent();
            String line = extent.depth() + " " + extent.height() + " " + extent.width() + "\n";
            digest.update(line.getBytes(StandardCharsets.US_ASCII));
            ByteBuffer slice = ByteBuffer.allocate(HASHED_AT_ONCE * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < labels.length; from += HASHED_AT_ONCE) {
                slice.clear().limit(Short.BYTES * Math.min(HASHED_AT_ONCE, labels.length - from));
                slice.asShortBuffer().put(labels, from, slice.limit() / Short.BYTES);
                digest.update(slice);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "LabelVolume[" + extent() + "]";
    }
}
