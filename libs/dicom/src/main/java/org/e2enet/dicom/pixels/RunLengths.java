package org.e2enet.dicom.pixels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** RLE Lossless (PS3.5, annex G): one segment per byte of a cell, highest byte first, each packed by PackBits. */
final class RunLengths {
    private static final int HEADER_BYTES = 64;
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);

    private RunLengths() {}

    static void decode(MemorySegment bytes, FrameFormat format, int[] cells, String where) {
        int planes = format.bitsAllocated() / 8;
        if (bytes.byteSize() < HEADER_BYTES || bytes.get(U32, 0) != planes) {
            throw damaged("their header does not name " + planes + " segments", where);
        }
        int pixels = (int) format.pixels();
        java.util.Arrays.fill(cells, 0, pixels, 0);
        for (int plane = 0; plane < planes; plane++) {
            long from = bytes.get(U32, 4L + 4 * plane) & 0xffffffffL;
            long to = plane + 1 < planes ? bytes.get(U32, 8L + 4 * plane) & 0xffffffffL : bytes.byteSize();
            if (from < HEADER_BYTES || from > to || to > bytes.byteSize()) {
                throw damaged("a segment lies outside of them", where);
            }
            unpack(bytes.asSlice(from, to - from), cells, pixels, 8 * (planes - 1 - plane), where);
        }
    }

    private static void unpack(MemorySegment packed, int[] cells, int pixels, int shift, String where) {
        long at = 0;
        int filled = 0;
        while (filled < pixels) {
            if (at + 1 >= packed.byteSize()) {
                throw damaged("a segment ends after " + filled + " of " + pixels + " pixels", where);
            }
            int control = packed.get(ValueLayout.JAVA_BYTE, at++);
            if (control >= 0) {
                int count = Math.min(control + 1, pixels - filled);
                if (at + count > packed.byteSize()) {
                    throw damaged("a run is longer than its segment", where);
                }
                for (int n = 0; n < count; n++) {
                    cells[filled++] |= (packed.get(ValueLayout.JAVA_BYTE, at + n) & 0xff) << shift;
                }
                at += control + 1;
            } else if (control > -128) {
                int value = (packed.get(ValueLayout.JAVA_BYTE, at++) & 0xff) << shift;
                for (int n = Math.min(1 - control, pixels - filled); n > 0; n--) {
                    cells[filled++] |= value;
                }
            }
        }
    }

    private static org.e2enet.faults.FaultException damaged(String why, String where) {
        return PixelFaults.damaged("RLE", why, where, null);
    }
}
