package org.e2enet.safetensors;

import java.util.List;

/**
 * Where one tensor lies in a file.
 *
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
public record TensorEntry(String name, DType type, List<Integer> shape, long begin, long end) {
    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /** Number of values. */
    public long elements() {
        return (end - begin) / type.bytes();
    }
}
