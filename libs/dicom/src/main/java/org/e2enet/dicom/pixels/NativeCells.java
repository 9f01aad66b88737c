package org.e2enet.dicom.pixels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Uncompressed pixels of 8, 16 or 32 bits in either byte order. */
final class NativeCells {
    private NativeCells() {}

    static void decode(MemorySegment bytes, FrameFormat format, ByteOrder order, boolean words, int[] cells) {
        int pixels = (int) format.pixels();
        switch (format.bitsAllocated()) {
            case 8 -> {
                // In 16-bit words of big endian the second byte comes first.
                int swap = words && order == ByteOrder.BIG_ENDIAN ? 1 : 0;
                for (int n = 0; n < pixels; n++) {
                    long place = Math.min(n ^ swap, bytes.byteSize() - 1);
                    cells[n] = bytes.get(ValueLayout.JAVA_BYTE, place) & 0xff;
                }
            }
            case 16 -> {
                ValueLayout.OfShort u16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
                for (int n = 0; n < pixels; n++) {
                    cells[n] = bytes.get(u16, 2L * n) & 0xffff;
                }
            }
            default -> {
                ValueLayout.OfInt u32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
                for (int n = 0; n < pixels; n++) {
                    cells[n] = bytes.get(u32, 4L * n);
                }
            }
        }
    }
}
