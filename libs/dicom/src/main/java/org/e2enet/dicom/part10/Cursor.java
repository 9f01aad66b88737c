package org.e2enet.dicom.part10;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** A place in a file, moving on. Never reads past the end: {@code DCM-104}. */
final class Cursor {
    private final MemorySegment segment;
    private final String where;
    private final ValueLayout.OfShort u16;
    private final ValueLayout.OfInt u32;
    private final ByteOrder order;
    private long position;

    Cursor(MemorySegment segment, long position, ByteOrder order, String where) {
        this.segment = segment;
        this.position = position;
        this.order = order;
        this.where = where;
        this.u16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        this.u32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
    }

    long position() {
        return position;
    }

    String where() {
        return where;
    }

    ByteOrder order() {
        return order;
    }

    long left() {
        return segment.byteSize() - position;
    }

    void moveTo(long place) {
        position = place;
    }

    void require(long bytes) {
        if (bytes > left()) {
            throw Part10Faults.ends(bytes, position, left(), where);
        }
    }

    void skip(long bytes) {
        require(bytes);
        position += bytes;
    }

    int u8() {
        require(1);
        return segment.get(ValueLayout.JAVA_BYTE, position++) & 0xff;
    }

    int u16() {
        require(2);
        position += 2;
        return segment.get(u16, position - 2) & 0xffff;
    }

    long u32() {
        require(4);
        position += 4;
        return segment.get(u32, position - 4) & 0xffffffffL;
    }

    /** Group and element number; each in the file's byte order. */
    int tag() {
        int group = u16();
        return group << 16 | u16();
    }

    byte[] bytes(int count) {
        require(count);
        position += count;
        return segment.asSlice(position - count, count).toArray(ValueLayout.JAVA_BYTE);
    }
}
