package org.e2enet.imaging.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Small MetaImage and NRRD files written by hand, independent of the writer: 4 x 3 x 2 int16 voxels 1..24. */
final class TextScan {
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final boolean nrrd;
    private byte[] data = voxels(ByteOrder.LITTLE_ENDIAN);

    private TextScan(boolean nrrd) {
        this.nrrd = nrrd;
    }

    static TextScan metaImage() {
        return new TextScan(false)
                .set("ObjectType", "Image")
                .set("NDims", "3")
                .set("BinaryData", "True")
                .set("BinaryDataByteOrderMSB", "False")
                .set("CompressedData", "False")
                .set("TransformMatrix", "1 0 0 0 1 0 0 0 1")
                .set("Offset", "10 20 30")
                .set("ElementSpacing", "0.5 0.75 2")
                .set("DimSize", "4 3 2")
                .set("ElementType", "MET_SHORT")
                .set("ElementDataFile", "LOCAL");
    }

    static TextScan nrrd() {
        return new TextScan(true)
                .set("type", "short")
                .set("dimension", "3")
                .set("space", "left-posterior-superior")
                .set("sizes", "4 3 2")
                .set("space directions", "(0.5,0,0) (0,0.75,0) (0,0,2)")
                .set("kinds", "domain domain domain")
                .set("endian", "little")
                .set("encoding", "raw")
                .set("space origin", "(10,20,30)");
    }

    static byte[] voxels(ByteOrder order) {
        ByteBuffer buffer = ByteBuffer.allocate(48).order(order);
        for (int n = 1; n <= 24; n++) {
            buffer.putShort((short) n);
        }
        return buffer.array();
    }

    TextScan set(String field, String value) {
        fields.put(field, value);
        return this;
    }

    TextScan without(String field) {
        fields.remove(field);
        return this;
    }

    TextScan data(byte[] bytes) {
        data = bytes;
        return this;
    }

    String header() {
        return nrrd
                ? fields.entrySet().stream()
                        .map(field -> field.getKey() + ": " + field.getValue() + "\n")
                        .collect(Collectors.joining("", "NRRD0004\n# a comment\nkey:=value\n", "\n"))
                : fields.entrySet().stream()
                        .map(field -> field.getKey() + " = " + field.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(data);
        return out.toByteArray();
    }

    static byte[] packed(byte[] bytes, boolean gzip) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream packing = gzip ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
            packing.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
