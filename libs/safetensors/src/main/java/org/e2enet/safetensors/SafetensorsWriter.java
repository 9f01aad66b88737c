package org.e2enet.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Collects tensors and writes them as one file. The bytes depend on the content only, not on the order of the calls:
 * metadata by key, tensors by element size (largest first, so that all are aligned), then by name; data starts at a
 * multiple of 8. Arrays are shared until written. Not thread-safe.
 */
public final class SafetensorsWriter {
    /** Media type of such files in the store. */
    public static final String MEDIA_TYPE = "application/safetensors";

    private static final int ALIGNMENT = 8;
    private static final int CHUNK_BYTES = 1 << 20;

    private record Values(DType type, List<Integer> shape, MemorySegment array, ValueLayout layout) {}

    private final Map<String, String> metadata = new TreeMap<>();
    private final Map<String, Values> tensors = new TreeMap<>();
    private boolean checksummed;

    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /** As F32. */
    public SafetensorsWriter add(String name, Tensor tensor) {
        return add(name, tensor.shape(), tensor.values());
    }

    /** As F32. */
    public SafetensorsWriter add(String name, List<Integer> shape, float[] values) {
        return add(name, DType.F32, shape, values.length, MemorySegment.ofArray(values), ValueLayout.JAVA_FLOAT);
    }

    /** As F64. */
    public SafetensorsWriter add(String name, List<Integer> shape, double[] values) {
        return add(name, DType.F64, shape, values.length, MemorySegment.ofArray(values), ValueLayout.JAVA_DOUBLE);
    }

    /** As I64. */
    public SafetensorsWriter add(String name, List<Integer> shape, long[] values) {
        return add(name, DType.I64, shape, values.length, MemorySegment.ofArray(values), ValueLayout.JAVA_LONG);
    }

    /** As I32. */
    public SafetensorsWriter add(String name, List<Integer> shape, int[] values) {
        return add(name, DType.I32, shape, values.length, MemorySegment.ofArray(values), ValueLayout.JAVA_INT);
    }

    /** As I16. */
    public SafetensorsWriter add(String name, List<Integer> shape, short[] values) {
        return add(name, DType.I16, shape, values.length, MemorySegment.ofArray(values), ValueLayout.JAVA_SHORT);
    }

    /** As I8. */
    public SafetensorsWriter add(String name, List<Integer> shape, byte[] values) {
        return add(name, DType.I8, shape, values.length, MemorySegment.ofArray(values), ValueLayout.JAVA_BYTE);
    }

    /** As U8: masks and labels. */
    public SafetensorsWriter addUnsigned(String name, List<Integer> shape, byte[] values) {
        return add(name, DType.U8, shape, values.length, MemorySegment.ofArray(values), ValueLayout.JAVA_BYTE);
    }

    /** Adds the SHA-256 of the data to the metadata, so that {@link SafetensorsFile#verifyChecksum()} finds changed bits. */
    public SafetensorsWriter checksummed() {
        checksummed = true;
        return this;
    }

    /** Writes the whole file; the stream is not closed. */
    public void write(OutputStream out) throws IOException {
        List<Map.Entry<String, Values>> ordered = ordered();
        if (checksummed) {
            metadata.put(DataChecksum.KEY, checksum(ordered));
        }
        byte[] json = header(ordered);
        int padded = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
        byte[] header = Arrays.copyOf(json, padded);
        Arrays.fill(header, json.length, padded, (byte) ' ');
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .array());
        out.write(header);
        for (Map.Entry<String, Values> tensor : ordered) {
            writeValues(tensor.getValue(), out);
        }
    }

    /** Writes a file, replacing what is there. Not atomic. */
    public void write(Path path) throws IOException {
        try (OutputStream out = Files.newOutputStream(path)) {
            write(out);
        }
    }

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes);
        } catch (IOException e) {
            throw new AssertionError("memory does not fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private SafetensorsWriter add(
            String name, DType type, List<Integer> shape, int length, MemorySegment array, ValueLayout layout) {
        if (name.equals("__metadata__")) {
            throw new IllegalArgumentException("no tensor may be called __metadata__");
        }
        if (shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact) != length) {
            throw new IllegalArgumentException(name + ": shape " + shape + " does not hold " + length + " values");
        }
        if (tensors.putIfAbsent(name, new Values(type, List.copyOf(shape), array, layout)) != null) {
            throw new IllegalArgumentException(name + " is there twice");
        }
        return this;
    }

    private List<Map.Entry<String, Values>> ordered() {
        return tensors.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        entry -> -entry.getValue().type().bytes()))
                .toList();
    }

    private byte[] header(List<Map.Entry<String, Values>> ordered) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart("__metadata__");
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long offset = 0;
            for (Map.Entry<String, Values> entry : ordered) {
                Values values = entry.getValue();
                json.writeObjectFieldStart(entry.getKey());
                json.writeStringField("dtype", values.type().name());
                json.writeArrayFieldStart("shape");
                for (int extent : values.shape()) {
                    json.writeNumber(extent);
                }
                json.writeEndArray();
                json.writeArrayFieldStart("data_offsets");
                json.writeNumber(offset);
                offset += values.array().byteSize();
                json.writeNumber(offset);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static String checksum(List<Map.Entry<String, Values>> ordered) throws IOException {
        MessageDigest digest = DataChecksum.digest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (Map.Entry<String, Values> tensor : ordered) {
                writeValues(tensor.getValue(), out);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void writeValues(Values values, OutputStream out) throws IOException {
        int width = values.type().bytes();
        byte[] chunk = new byte[CHUNK_BYTES];
        MemorySegment target = MemorySegment.ofArray(chunk);
        ValueLayout littleEndian = values.layout().withByteAlignment(1).withOrder(ByteOrder.LITTLE_ENDIAN);
        long bytes = values.array().byteSize();
        for (long at = 0; at < bytes; at += CHUNK_BYTES) {
            int length = (int) Math.min(CHUNK_BYTES, bytes - at);
            MemorySegment.copy(values.array(), values.layout(), at, target, littleEndian, 0, length / width);
            out.write(chunk, 0, length);
        }
    }
}
