package org.e2enet.dicom.part10;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads elements in one transfer syntax (PS3.5, 7): keeps the known ones, steps over the rest. */
final class ElementReader {
    private static final int ITEM = 0xfffee000;
    private static final int ITEM_END = 0xfffee00d;
    private static final int SEQUENCE_END = 0xfffee0dd;
    private static final int META_GROUP = 2;
    private static final long UNDEFINED = 0xffffffffL;
    private static final long TO_THE_END = Long.MAX_VALUE;

    private final Cursor cursor;
    private final boolean explicit;
    private int items;

    ElementReader(Cursor cursor, boolean explicit) {
        this.cursor = cursor;
        this.explicit = explicit;
    }

    /** Tag, representation (null where the file does not say one) and length of an element. */
    private record Head(int tag, Vr vr, long length) {
        boolean isUndefined() {
            return length == UNDEFINED;
        }
    }

    /** Reads the elements of group 2 and stops before the first other one. */
    void readMeta(DataSet into) {
        while (cursor.left() >= 8) {
            long start = cursor.position();
            Head head = head();
            if (head.tag() >>> 16 != META_GROUP) {
                cursor.moveTo(start);
                return;
            }
            value(head, into, 0);
        }
    }

    /** Reads an object up to and with its pixels. */
    Optional<PixelData> readObject(DataSet into) {
        while (cursor.left() > 0) {
            Head head = head();
            if (Attribute.of(head.tag()) == Attribute.PIXEL_DATA) {
                return Optional.of(pixels(head, into));
            }
            value(head, into, 0);
        }
        return Optional.empty();
    }

    private Head head() {
        int tag = cursor.tag();
        if (!explicit || tag == ITEM || tag == ITEM_END || tag == SEQUENCE_END) {
            return new Head(tag, null, cursor.u32());
        }
        Vr vr = Vr.of(cursor.u8(), cursor.u8());
        if (vr != null && !vr.hasLongLength()) {
            return new Head(tag, vr, cursor.u16());
        }
        // A representation younger than this program has the long form (PS3.5, 7.1.2).
        cursor.skip(2);
        return new Head(tag, vr, cursor.u32());
    }

    private void value(Head head, DataSet into, int depth) {
        if (head.tag() == ITEM || head.tag() == ITEM_END || head.tag() == SEQUENCE_END) {
            throw Part10Faults.badStructure("an item outside of a sequence", cursor.position(), cursor.where());
        }
        Attribute attribute = Attribute.of(head.tag());
        if (attribute == Attribute.PIXEL_DATA) { // of an icon
            cursor.skip(pixels(head, into).whole().bytes());
            return;
        }
        boolean sequence = head.vr() == Vr.SQ || head.isUndefined() || isKnownSequence(attribute);
        if (!sequence && attribute == null) {
            cursor.skip(head.length());
        } else if (sequence) {
            sequence(head, attribute, into, depth);
        } else {
            cursor.require(head.length());
            if (head.length() > ReadBounds.VALUE_BYTES) {
                throw Part10Faults.tooMany("bytes in " + attribute.words(), ReadBounds.VALUE_BYTES, cursor.where());
            }
            Vr vr = head.vr() == null ? attribute.vr() : head.vr();
            byte[] value = cursor.bytes((int) head.length());
            into.elements().put(attribute, Element.of(vr, littleEndian(vr, value)));
        }
    }

    private static boolean isKnownSequence(Attribute attribute) {
        return attribute != null && attribute.vr() == Vr.SQ;
    }

    private void sequence(Head head, Attribute attribute, DataSet into, int depth) {
        if (depth >= ReadBounds.DEPTH) {
            throw Part10Faults.tooDeep(ReadBounds.DEPTH, cursor.where());
        }
        if (attribute == null && !head.isUndefined()) {
            cursor.skip(head.length());
            return;
        }
        // A sequence of unknown representation is implicit little endian inside (PS3.5, 6.2.2).
        ElementReader inside = this;
        if (head.vr() == Vr.UN && explicit && cursor.order() == ByteOrder.LITTLE_ENDIAN) {
            inside = new ElementReader(cursor, false);
        }
        List<DataSet> read = inside.items(head.length(), depth);
        if (attribute != null && attribute.vr() == Vr.SQ) {
            into.elements().put(attribute, Element.ofItems(read));
        }
    }

    private List<DataSet> items(long length, int depth) {
        long end = end(length);
        List<DataSet> read = new ArrayList<>();
        while (cursor.position() < end) {
            Head head = head();
            if (head.tag() == SEQUENCE_END && end == TO_THE_END) {
                return read;
            }
            if (head.tag() != ITEM) {
                throw Part10Faults.badStructure("no item where one must begin", cursor.position(), cursor.where());
            }
            if (++items > ReadBounds.ITEMS) {
                throw Part10Faults.tooMany("items in sequences", ReadBounds.ITEMS, cursor.where());
            }
            DataSet item = new DataSet();
            item(head.length(), item, depth + 1);
            read.add(item);
        }
        return read;
    }

    private void item(long length, DataSet into, int depth) {
        long end = end(length);
        while (cursor.position() < end) {
            Head head = head();
            if (head.tag() == ITEM_END && end == TO_THE_END) {
                return;
            }
            value(head, into, depth);
        }
        if (cursor.position() > end) {
            throw Part10Faults.badStructure("an element that ends after its item", cursor.position(), cursor.where());
        }
    }

    private long end(long length) {
        if (length == UNDEFINED) {
            return TO_THE_END;
        }
        cursor.require(length);
        return cursor.position() + length;
    }

    private PixelData pixels(Head head, DataSet into) {
        if (head.isUndefined()) {
            return new FragmentReader(cursor).read(into);
        }
        cursor.require(head.length());
        return PixelData.ofNative(head.vr() != Vr.OB, cursor.position(), head.length());
    }

    private byte[] littleEndian(Vr vr, byte[] value) {
        int size = vr == Vr.AT ? 2 : vr.numberBytes();
        if (cursor.order() == ByteOrder.BIG_ENDIAN && size > 1) {
            for (int start = 0; start + size <= value.length; start += size) {
                for (int n = 0; n < size / 2; n++) {
                    byte swapped = value[start + n];
                    value[start + n] = value[start + size - 1 - n];
                    value[start + size - 1 - n] = swapped;
                }
            }
        }
        return value;
    }
}
