package org.e2enet.safetensors;

import java.util.List;

/**
 * A float32 tensor in row-major order, last axis fastest. The array is shared, not copied: weights are large, and their
 * owner decides who may write.
 */
public record Tensor(List<Integer> shape, float[] values) {
    public Tensor {
        shape = List.copyOf(shape);
        long elements = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (elements != values.length) {
            throw new IllegalArgumentException("shape " + shape + " does not hold " + values.length + " values");
        }
    }
}
