package org.e2enet.dicom.part10;

import java.util.ArrayList;
import java.util.List;

/** Finds the fragments of compressed pixels and the starts of their frames (PS3.5, A.4). */
final class FragmentReader {
    private static final int ITEM = 0xfffee000;
    private static final int SEQUENCE_END = 0xfffee0dd;

    private final Cursor cursor;

    FragmentReader(Cursor cursor) {
        this.cursor = cursor;
    }

    PixelData read(DataSet dataSet) {
        List<Long> frameStarts = basicOffsets();
        if (dataSet.has(Attribute.EXTENDED_OFFSET_TABLE)) {
            frameStarts = new ArrayList<>();
            for (double offset : dataSet.numbers(Attribute.EXTENDED_OFFSET_TABLE)) {
                frameStarts.add((long) offset);
            }
        }
        List<PixelData.Span> fragments = new ArrayList<>();
        while (true) {
            long length = itemLength();
            if (length < 0) {
                break;
            }
            fragments.add(new PixelData.Span(cursor.position(), length));
            if (fragments.size() > ReadBounds.ITEMS) {
                throw Part10Faults.tooMany("fragments", ReadBounds.ITEMS, cursor.where());
            }
            cursor.skip(length);
        }
        if (fragments.isEmpty()) {
            throw Part10Faults.badStructure("compressed pixels without a fragment", cursor.position(), cursor.where());
        }
        return PixelData.ofFragments(fragments, frameStarts);
    }

    private List<Long> basicOffsets() {
        long length = itemLength();
        if (length > ReadBounds.VALUE_BYTES) {
            throw Part10Faults.tooMany("bytes in the offset table", ReadBounds.VALUE_BYTES, cursor.where());
        }
        List<Long> offsets = new ArrayList<>();
        for (long n = 0; n < length / 4; n++) {
            offsets.add(cursor.u32());
        }
        cursor.skip(Math.max(0, length % 4));
        return offsets;
    }

    /** Length of the item that begins here, or -1 at the end of the sequence. */
    private long itemLength() {
        int tag = cursor.tag();
        long length = cursor.u32();
        if (tag == SEQUENCE_END) {
            return -1;
        }
        if (tag != ITEM) {
            throw Part10Faults.badStructure("no fragment where one must begin", cursor.position(), cursor.where());
        }
        cursor.require(length);
        return length;
    }
}
