package org.e2enet.imaging.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;

/** Reference figures of nnU-Net v1's preprocessing: see golden/README.md in the test kit. */
public final class PreprocGolden {
    private final JsonNode description = json(resource("/golden/preproc.json"));
    private final byte[] file = resource("/golden/preproc.safetensors");
    private final int dataStart;
    private final JsonNode header;

    public PreprocGolden() {
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        byte[] text = new byte[length];
        System.arraycopy(file, 8, text, 0, length);
        header = json(text);
        dataStart = 8 + length;
    }

    public List<String> cases() {
        List<String> names = new ArrayList<>();
        description.get("cases").fieldNames().forEachRemaining(names::add);
        return names;
    }

    public JsonNode describe(String name) {
        return name.equals("bet")
                ? description.get("bet")
                : description.get("cases").get(name);
    }

    public static Spacing spacing(JsonNode array) {
        return new Spacing(
                array.get(0).doubleValue(),
                array.get(1).doubleValue(),
                array.get(2).doubleValue());
    }

    public Size3 extent(String tensor) {
        JsonNode shape = header.get(tensor).get("shape");
        return new Size3(
                shape.get(0).intValue(), shape.get(1).intValue(), shape.get(2).intValue());
    }

    /** A tensor of F32, U8 or I8 as floats. */
    public float[] floats(String tensor) {
        JsonNode entry = header.get(tensor);
        int from = dataStart + entry.get("data_offsets").get(0).intValue();
        int to = dataStart + entry.get("data_offsets").get(1).intValue();
        String type = entry.get("dtype").textValue();
        ByteBuffer bytes = ByteBuffer.wrap(file, from, to - from).slice().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[type.equals("F32") ? (to - from) / 4 : to - from];
        for (int n = 0; n < values.length; n++) {
            values[n] = switch (type) {
                case "F32" -> bytes.getFloat(4 * n);
                case "U8" -> bytes.get(n) & 0xff;
                case "I8" -> bytes.get(n);
                default -> throw new IllegalStateException("unexpected type " + type);
            };
        }
        return values;
    }

    public short[] shorts(String tensor) {
        float[] values = floats(tensor);
        short[] labels = new short[values.length];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (short) values[n];
        }
        return labels;
    }

    private static JsonNode json(byte[] text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = PreprocGolden.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
