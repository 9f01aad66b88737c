package org.e2enet.network.graph;

import java.util.List;
import java.util.Objects;

/**
 * A learnable tensor of a graph, under the name the reference code gives it in its state_dict.
 *
 * @param shape convolution weight {@code [out, in, kd, kh, kw]}, transposed {@code [in, out, kd, kh, kw]}, else {@code [n]}
 * @param maskable whether whole kernels of it may be dropped; its kernel mask is {@code [shape[0], shape[1]]}
 */
public record Parameter(String name, Kind kind, List<Integer> shape, boolean maskable) {
    /** What a parameter is for, which decides its initial values. */
    public enum Kind {
        CONV_WEIGHT,
        TRANSPOSED_CONV_WEIGHT,
        CONV_BIAS,
        NORM_WEIGHT,
        NORM_BIAS
    }

    public Parameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        shape = List.copyOf(shape);
        if (shape.isEmpty() || shape.stream().anyMatch(extent -> extent < 1)) {
            throw new IllegalArgumentException(name + ": shape must have positive extents, got " + shape);
        }
        boolean kernels = kind == Kind.CONV_WEIGHT || kind == Kind.TRANSPOSED_CONV_WEIGHT;
        if (kernels != (shape.size() == 5)) {
            throw new IllegalArgumentException(name + ": " + kind + " cannot have shape " + shape);
        }
        if (maskable && !kernels) {
            throw new IllegalArgumentException(name + ": only convolution weights have kernels to mask");
        }
    }

    public int elements() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** First axis of the kernel mask. */
    public int rows() {
        return shape.get(0);
    }

    /** Second axis of the kernel mask. */
    public int columns() {
        return shape.get(1);
    }

    /** Values per kernel: kd·kh·kw. */
    public int taps() {
        return shape.get(2) * shape.get(3) * shape.get(4);
    }
}
