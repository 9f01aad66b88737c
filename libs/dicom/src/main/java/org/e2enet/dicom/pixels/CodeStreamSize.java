package org.e2enet.dicom.pixels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Reads the size marker of a JPEG 2000 code stream, so that the library never takes memory for more than a frame. */
final class CodeStreamSize {
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int START_AND_SIZE = 0xff4fff51;
    private static final int MARKER_BYTES = 43;
    private static final long MAX_TILES = 65_535;

    private CodeStreamSize() {}

    static void check(MemorySegment bytes, FrameFormat format, String where) {
        if (bytes.byteSize() < MARKER_BYTES || bytes.get(U32, 0) != START_AND_SIZE) {
            throw PixelFaults.damaged("JPEG 2000", "they do not begin with a code stream", where, null);
        }
        long width = u32(bytes, 8) - u32(bytes, 16);
        long height = u32(bytes, 12) - u32(bytes, 20);
        long tileWidth = u32(bytes, 24);
        long tileHeight = u32(bytes, 28);
        int components = bytes.get(U16, 40) & 0xffff;
        boolean same = width == format.columns()
                && height == format.rows()
                && components == 1
                && tileWidth > 0
                && tileHeight > 0
                && Math.ceilDiv(width, tileWidth) * Math.ceilDiv(height, tileHeight) <= MAX_TILES;
        if (!same) {
            throw PixelFaults.damaged("JPEG 2000", "another size than the header's", where, null);
        }
    }

    private static long u32(MemorySegment bytes, long at) {
        return bytes.get(U32, at) & 0xffffffffL;
    }
}
