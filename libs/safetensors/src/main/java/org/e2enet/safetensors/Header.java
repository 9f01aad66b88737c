package org.e2enet.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header: metadata and the place of every tensor, in file order. Every number is checked against the length of
 * the data before anything is allocated by it.
 */
record Header(Map<String, String> metadata, Map<String, TensorEntry> entries) {
    /** The reference implementation's limit. */
    static final long MAX_BYTES = 100_000_000;

    private static final int MAX_AXES = 32;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength((int) MAX_BYTES)
                    .build())
            .build();

    Header {
        metadata = Collections.unmodifiableMap(metadata);
        entries = Collections.unmodifiableMap(entries);
    }

    static Header parse(byte[] json, long dataBytes, String source) {
        try (JsonParser parser = JSON.createParser(json)) {
            Map<String, String> metadata = new LinkedHashMap<>();
            List<TensorEntry> entries = new ArrayList<>();
            require(parser.nextToken() == JsonToken.START_OBJECT, source, "the header is not a JSON object");
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                require(
                        parser.nextToken() == JsonToken.START_OBJECT,
                        source,
                        "the header holds an entry that is no object");
                if (name.equals("__metadata__")) {
                    readMetadata(parser, metadata, source);
                } else {
                    entries.add(readEntry(parser, name, dataBytes, source));
                }
            }
            require(
                    parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null,
                    source,
                    "the header has more than one JSON object");
            return new Header(metadata, ordered(entries, dataBytes, source));
        } catch (IOException e) {
            throw SafetensorsFaults.header(source, "the header is not valid JSON", e);
        }
    }

    private static void readMetadata(JsonParser parser, Map<String, String> metadata, String source)
            throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            String value = parser.nextTextValue();
            require(value != null, source, "__metadata__ holds a value that is not a string");
            metadata.put(key, value);
        }
        require(parser.currentToken() == JsonToken.END_OBJECT, source, "__metadata__ is not an object of strings");
    }

    private static TensorEntry readEntry(JsonParser parser, String name, long dataBytes, String source)
            throws IOException {
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            switch (key) {
                case "dtype" -> type = parser.nextTextValue();
                case "shape" -> shape = readNumbers(parser, MAX_AXES);
                case "data_offsets" -> offsets = readNumbers(parser, 2);
                default -> throw SafetensorsFaults.entry(source, name, "unknown field in the header");
            }
        }
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw SafetensorsFaults.entry(source, name, "dtype, shape and data_offsets [begin, end] are wanted");
        }
        return checked(name, type, shape, offsets.get(0), offsets.get(1), dataBytes, source);
    }

    /** Whole numbers ≥ 0, or null where something else stands. */
    private static List<Long> readNumbers(JsonParser parser, int max) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return null;
        }
        List<Long> numbers = new ArrayList<>();
        boolean sound = true;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                return null;
            }
            sound &= token == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                    && parser.getLongValue() >= 0
                    && numbers.size() < max;
            if (sound) {
                numbers.add(parser.getLongValue());
            } else {
                parser.skipChildren();
            }
        }
        return sound ? numbers : null;
    }

    private static TensorEntry checked(
            String name, String typeName, List<Long> shape, long begin, long end, long dataBytes, String source) {
        DType type = typeOf(name, typeName, source);
        if (begin > end || end > dataBytes) {
            throw SafetensorsFaults.entry(
                    source, name, "bytes " + begin + " to " + end + " do not lie in " + dataBytes + " bytes of data");
        }
        List<Integer> extents = new ArrayList<>();
        // An empty tensor may have any other extents, so zero is looked for before the product can overflow.
        long bytes = shape.contains(0L) ? 0 : type.bytes();
        for (long extent : shape) {
            if (extent > Integer.MAX_VALUE || (extent != 0 && bytes > Long.MAX_VALUE / extent)) {
                throw SafetensorsFaults.entry(source, name, "shape " + shape + " is too large");
            }
            bytes *= extent;
            extents.add((int) extent);
        }
        if (bytes != end - begin) {
            throw SafetensorsFaults.entry(
                    source, name, type + " " + shape + " takes " + bytes + " bytes, got " + (end - begin));
        }
        return new TensorEntry(name, type, extents, begin, end);
    }

    private static DType typeOf(String name, String typeName, String source) {
        for (DType type : DType.values()) {
            if (type.name().equals(typeName)) {
                return type;
            }
        }
        throw SafetensorsFaults.entry(source, name, "unknown dtype");
    }

    /** In file order; the data must be covered without overlap and without holes, as the format says. */
    private static Map<String, TensorEntry> ordered(List<TensorEntry> entries, long dataBytes, String source) {
        entries.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        Map<String, TensorEntry> byName = new LinkedHashMap<>();
        long at = 0;
        for (TensorEntry entry : entries) {
            if (entry.begin() != at) {
                throw SafetensorsFaults.layout(
                        source, "tensors overlap or leave a hole at byte " + Math.min(at, entry.begin()));
            }
            at = entry.end();
            byName.put(entry.name(), entry);
        }
        if (at != dataBytes) {
            throw SafetensorsFaults.layout(source, (dataBytes - at) + " bytes at the end belong to no tensor");
        }
        return byName;
    }

    private static void require(boolean holds, String source, String what) {
        if (!holds) {
            throw SafetensorsFaults.header(source, what, null);
        }
    }
}
