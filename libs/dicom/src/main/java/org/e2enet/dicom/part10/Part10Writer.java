package org.e2enet.dicom.part10;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes one DICOM file in Explicit VR Little Endian, a preamble of zeros before it. Equal data sets give equal bytes.
 * Sequences have defined lengths.
 */
public final class Part10Writer {
    /** This program's own class identifier: derived from the name E2ENet as all its identifiers are (2.25). */
    private static final String IMPLEMENTATION_CLASS = Uids.derived("e2enet", "implementation");

    private static final String IMPLEMENTATION_VERSION = "E2ENET";
    private static final int PREAMBLE = 128;
    private static final int MAX_SHORT_LENGTH = 0xffff;

    private Part10Writer() {}

    /** The stream stays open. */
    public static void write(DataSet dataSet, OutputStream out) throws IOException {
        DataSet meta = new DataSet();
        meta.putBytes(Attribute.FILE_META_INFORMATION_VERSION, new byte[] {0, 1});
        meta.put(Attribute.MEDIA_STORAGE_SOP_CLASS_UID, dataSet.text(Attribute.SOP_CLASS_UID));
        meta.put(Attribute.MEDIA_STORAGE_SOP_INSTANCE_UID, dataSet.text(Attribute.SOP_INSTANCE_UID));
        meta.put(Attribute.TRANSFER_SYNTAX_UID, TransferSyntax.EXPLICIT_LITTLE.uid());
        meta.put(Attribute.IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_CLASS);
        meta.put(Attribute.IMPLEMENTATION_VERSION_NAME, IMPLEMENTATION_VERSION);
        out.write(new byte[PREAMBLE]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        Encoded group = encode(meta);
        out.write(head(0x00020000, Vr.UL, 4));
        out.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) group.bytes())
                .array());
        group.writeTo(out);
        encode(dataSet).writeTo(out);
    }

    /** Chunks of a data set in order, and their bytes together; values are shared, not copied. */
    private record Encoded(List<byte[]> chunks, long bytes) {
        void writeTo(OutputStream out) throws IOException {
            for (byte[] chunk : chunks) {
                out.write(chunk);
            }
        }
    }

    private static Encoded encode(DataSet dataSet) {
        List<byte[]> chunks = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<Attribute, Element> entry : dataSet.elements().entrySet()) {
            int tag = entry.getKey().tag();
            Element element = entry.getValue();
            if (element.items() != null) {
                bytes += sequence(tag, element.items(), chunks);
                continue;
            }
            byte[] value = element.value();
            int padded = value.length + (value.length & 1);
            // Text too long for its own form is written as unknown (PS3.5, 6.2.2, note 5).
            boolean tooLong = !element.vr().hasLongLength() && padded > MAX_SHORT_LENGTH;
            byte[] head = head(tag, tooLong ? Vr.UN : element.vr(), padded);
            chunks.add(head);
            chunks.add(value);
            if (padded > value.length) {
                chunks.add(new byte[] {(byte) (element.vr().isText() && element.vr() != Vr.UI ? ' ' : 0)});
            }
            bytes += head.length + padded;
        }
        return new Encoded(chunks, bytes);
    }

    private static long sequence(int tag, List<DataSet> items, List<byte[]> chunks) {
        int headPlace = chunks.size();
        chunks.add(new byte[0]);
        long bytes = 0;
        for (DataSet item : items) {
            Encoded encoded = encode(item);
            chunks.add(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 0xfffe)
                    .putShort((short) 0xe000)
                    .putInt(Math.toIntExact(encoded.bytes()))
                    .array());
            chunks.addAll(encoded.chunks());
            bytes += 8 + encoded.bytes();
        }
        byte[] head = head(tag, Vr.SQ, bytes);
        chunks.set(headPlace, head);
        return head.length + bytes;
    }

    private static byte[] head(int tag, Vr vr, long length) {
        ByteBuffer head = ByteBuffer.allocate(vr.hasLongLength() ? 12 : 8).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) (tag >>> 16)).putShort((short) tag);
        head.put(vr.name().getBytes(StandardCharsets.US_ASCII));
        if (vr.hasLongLength()) {
            head.putShort((short) 0).putInt(Math.toIntExact(length));
        } else {
            head.putShort((short) length);
        }
        return head.array();
    }
}
