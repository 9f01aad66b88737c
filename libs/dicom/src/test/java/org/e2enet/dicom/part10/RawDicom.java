package org.e2enet.dicom.part10;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes data sets in any transfer syntax, independent of the product's writer, right or wrong as asked. */
public final class RawDicom {
    private static final int ITEM = 0xfffee000;
    private static final int ITEM_END = 0xfffee00d;
    private static final int SEQUENCE_END = 0xfffee0dd;

    private final TransferSyntax syntax;
    private final boolean undefinedLengths;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    public RawDicom(TransferSyntax syntax, boolean undefinedLengths) {
        this.syntax = syntax;
        this.undefinedLengths = undefinedLengths;
    }

    /** A whole file: preamble, meta group, the data set, then pixels as they are given. */
    public static byte[] file(TransferSyntax syntax, DataSet dataSet, byte[] pixelElement, boolean undefinedLengths) {
        RawDicom raw = new RawDicom(syntax, undefinedLengths);
        raw.dataSet(dataSet);
        raw.bytes(pixelElement);
        byte[] body = raw.body.toByteArray();
        return join(head(syntax.uid()), syntax.equals(TransferSyntax.DEFLATED) ? deflated(body) : body);
    }

    /** Preamble and meta group; no transfer syntax where the name is empty. */
    public static byte[] head(String syntaxUid) {
        return head(syntaxUid, "1.2.840.10008.5.1.4.1.1.4");
    }

    public static byte[] head(String syntaxUid, String sopClassUid) {
        DataSet meta = new DataSet();
        meta.put(Attribute.MEDIA_STORAGE_SOP_CLASS_UID, sopClassUid);
        meta.put(Attribute.MEDIA_STORAGE_SOP_INSTANCE_UID, "1.2.3");
        if (!syntaxUid.isEmpty()) {
            meta.put(Attribute.TRANSFER_SYNTAX_UID, syntaxUid);
        }
        RawDicom raw = new RawDicom(TransferSyntax.EXPLICIT_LITTLE, false);
        raw.dataSet(meta);
        return join(new byte[128], join("DICM".getBytes(StandardCharsets.US_ASCII), raw.body.toByteArray()));
    }

    /** Pixel data, native, of the syntax's byte order; {@code values} as 16-bit numbers. */
    public static byte[] nativePixels(TransferSyntax syntax, short[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * values.length).order(syntax.byteOrder());
        for (short value : values) {
            buffer.putShort(value);
        }
        RawDicom raw = new RawDicom(syntax, false);
        raw.head(0x7fe00010, Vr.OW, buffer.capacity());
        raw.bytes(buffer.array());
        return raw.body.toByteArray();
    }

    /** Pixel data in fragments, after an offset table of those numbers. */
    public static byte[] fragments(List<byte[]> fragments, int... offsets) {
        RawDicom raw = new RawDicom(TransferSyntax.EXPLICIT_LITTLE, true);
        raw.head(0x7fe00010, Vr.OB, -1);
        raw.tag(ITEM);
        raw.u32(4 * offsets.length);
        for (int offset : offsets) {
            raw.u32(offset);
        }
        for (byte[] fragment : fragments) {
            raw.tag(ITEM);
            raw.u32(fragment.length + (fragment.length & 1));
            raw.bytes(fragment);
            raw.bytes(new byte[fragment.length & 1]);
        }
        raw.tag(SEQUENCE_END);
        raw.u32(0);
        return raw.body.toByteArray();
    }

    public byte[] body() {
        return body.toByteArray();
    }

    public RawDicom dataSet(DataSet dataSet) {
        for (Map.Entry<Attribute, Element> entry : dataSet.elements().entrySet()) {
            Element element = entry.getValue();
            if (element.items() != null) {
                sequence(entry.getKey(), element.items());
            } else {
                byte[] value = ordered(element);
                head(entry.getKey().tag(), element.vr(), value.length + (value.length & 1));
                bytes(value);
                bytes(new byte[value.length & 1]);
            }
        }
        return this;
    }

    private void sequence(Attribute attribute, List<DataSet> items) {
        RawDicom inside = new RawDicom(syntax, undefinedLengths);
        for (DataSet item : items) {
            byte[] bytes = new RawDicom(syntax, undefinedLengths).dataSet(item).body();
            inside.tag(ITEM);
            inside.u32(undefinedLengths ? -1 : bytes.length);
            inside.bytes(bytes);
            if (undefinedLengths) {
                inside.tag(ITEM_END);
                inside.u32(0);
            }
        }
        if (undefinedLengths) {
            inside.tag(SEQUENCE_END);
            inside.u32(0);
        }
        head(attribute.tag(), Vr.SQ, undefinedLengths ? -1 : inside.body.size());
        bytes(inside.body());
    }

    private byte[] ordered(Element element) {
        byte[] value = element.value().clone();
        int size = element.vr() == Vr.AT ? 2 : element.vr().numberBytes();
        if (syntax.byteOrder() == ByteOrder.BIG_ENDIAN && size > 1) {
            for (int at = 0; at < value.length; at += size) {
                for (int n = 0; n < size; n++) {
                    value[at + n] = element.value()[at + size - 1 - n];
                }
            }
        }
        return value;
    }

    /** An element's head with any length, -1 for undefined. */
    public RawDicom head(int tag, Vr vr, int length) {
        tag(tag);
        if (!syntax.isExplicit()) {
            u32(length);
            return this;
        }
        bytes(vr.name().getBytes(StandardCharsets.US_ASCII));
        if (vr.hasLongLength()) {
            u16(0);
            u32(length);
        } else {
            u16(length);
        }
        return this;
    }

    private void tag(int tag) {
        u16(tag >>> 16);
        u16(tag & 0xffff);
    }

    private void u16(int value) {
        bytes(ByteBuffer.allocate(2)
                .order(syntax.byteOrder())
                .putShort((short) value)
                .array());
    }

    private void u32(int value) {
        bytes(ByteBuffer.allocate(4).order(syntax.byteOrder()).putInt(value).array());
    }

    private void bytes(byte[] bytes) {
        body.writeBytes(bytes);
    }

    private static byte[] deflated(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate =
                new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
            deflate.write(body);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    /** Sequences within sequences. */
    public static byte[] nested(int depth) {
        RawDicom raw = new RawDicom(TransferSyntax.EXPLICIT_LITTLE, true);
        for (int n = 0; n < depth; n++) {
            raw.head(0x00081115, Vr.SQ, -1);
            raw.tag(ITEM);
            raw.u32(-1);
        }
        return join(head(TransferSyntax.EXPLICIT_LITTLE.uid()), raw.body());
    }

    /** A file that ends within an element of this length. */
    public static byte[] endsWithin(int length) {
        return join(
                head(TransferSyntax.EXPLICIT_LITTLE.uid()),
                new RawDicom(TransferSyntax.EXPLICIT_LITTLE, false)
                        .head(0x00091001, Vr.UT, length)
                        .body());
    }

    /** A deflated file of zeros that unpacks to this many bytes. */
    public static byte[] deflateBomb(int bytes) {
        return join(head(TransferSyntax.DEFLATED.uid()), deflated(new byte[bytes]));
    }
}
