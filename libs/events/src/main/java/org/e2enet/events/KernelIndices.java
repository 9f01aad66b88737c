package org.e2enet.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.BitSet;

/**
 * A set of kernel indices as short text: Base64 of the gaps between the sorted indices, each gap as a base-128 number, low
 * seven bits first, the eighth set while more follow (LEB128). Immutable.
 */
public final class KernelIndices {
    public static final KernelIndices NONE = new KernelIndices(new BitSet());

    private final BitSet indices;

    private KernelIndices(BitSet indices) {
        this.indices = indices;
    }

    public static KernelIndices of(BitSet indices) {
        return new KernelIndices((BitSet) indices.clone());
    }

    /** @throws IllegalArgumentException when the text is none of {@link #encoded()}'s */
    @JsonCreator
    public static KernelIndices decode(String encoded) {
        BitSet indices = new BitSet();
        int next = 0;
        int gap = 0;
        int shift = 0;
        for (byte b : Base64.getDecoder().decode(encoded)) {
            gap |= (b & 0x7f) << shift;
            shift += 7;
            if (shift > 28 || gap < 0) {
                throw new IllegalArgumentException("kernel index beyond 2^28");
            }
            if (b >= 0) {
                next = Math.addExact(next, gap);
                indices.set(next++);
                gap = 0;
                shift = 0;
            }
        }
        if (shift != 0) {
            throw new IllegalArgumentException("kernel indices end in the middle of a number");
        }
        return new KernelIndices(indices);
    }

    @JsonValue
    public String encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = 0;
        for (int index = indices.nextSetBit(0); index >= 0; index = indices.nextSetBit(index + 1)) {
            int gap = index - next;
            while (gap > 0x7f) {
                bytes.write(gap & 0x7f | 0x80);
                gap >>>= 7;
            }
            bytes.write(gap);
            next = index + 1;
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** The set, as a copy. */
    public BitSet toBitSet() {
        return (BitSet) indices.clone();
    }

    public int count() {
        return indices.cardinality();
    }

    /** Largest index + 1, or 0. */
    public int length() {
        return indices.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KernelIndices that && that.indices.equals(indices);
    }

    @Override
    public int hashCode() {
        return indices.hashCode();
    }

    @Override
    public String toString() {
        return count() + " kernels";
    }
}
