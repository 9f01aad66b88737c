package org.e2enet.contract.topology;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/**
 * Some kernels of one tensor, by index. Immutable. JSON form: one string, whichever of two is shorter.
 *
 * <ul>
 *   <li>The gaps between ascending indices as variable length integers (7 bits a byte, high bit = more follow) in base 64:
 *       about 1.4 characters per kernel of the set.
 *   <li>{@value #BITMAP} and one bit per kernel of the tensor, index 0 lowest, in base 64: 1 character per 6 kernels of the
 *       tensor.
 * </ul>
 */
public final class KernelSet {
    public static final KernelSet EMPTY = new KernelSet(new BitSet());

    /** No tensor has more: 16384 × 16384 channels. */
    public static final int MAX_KERNELS = 1 << 28;

    /** No sign of base 64, so the first character tells the two forms apart. */
    private static final char BITMAP = '#';

    private static final int MORE = 0x80;
    private static final int BITS = 7;
    private static final int MAX_SHIFT = 28;

    private final BitSet indices;

    private KernelSet(BitSet indices) {
        this.indices = indices;
    }

    public static KernelSet of(BitSet indices) {
        return new KernelSet((BitSet) indices.clone());
    }

    public static KernelSet of(int... indices) {
        BitSet bits = new BitSet();
        for (int index : indices) {
            bits.set(index);
        }
        return new KernelSet(bits);
    }

    /**
     * Reads the JSON form.
     *
     * @throws org.e2enet.faults.FaultException NET-401 when the text is not one
     */
    @JsonCreator
    public static KernelSet parse(String text) {
        boolean bitmap = !text.isEmpty() && text.charAt(0) == BITMAP;
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(bitmap ? text.substring(1) : text);
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
        return new KernelSet(bitmap ? ofBitmap(bytes) : ofGaps(bytes));
    }

    private static BitSet ofBitmap(byte[] bytes) {
        BitSet bits = BitSet.valueOf(bytes);
        if (bits.length() > MAX_KERNELS) {
            throw unreadable(null);
        }
        return bits;
    }

    private static BitSet ofGaps(byte[] bytes) {
        BitSet bits = new BitSet();
        long index = -1;
        for (int at = 0; at < bytes.length; ) {
            long gap = 0;
            int shift = 0;
            boolean more = true;
            while (more) {
                if (at == bytes.length || shift > MAX_SHIFT) {
                    throw unreadable(null);
                }
                gap |= (long) (bytes[at] & (MORE - 1)) << shift;
                more = (bytes[at] & MORE) != 0;
                shift += BITS;
                at++;
            }
            index += gap + 1;
            if (index > MAX_KERNELS) {
                throw unreadable(null);
            }
            bits.set((int) index);
        }
        return bits;
    }

    @JsonValue
    public String encode() {
        byte[] gaps = gaps();
        byte[] bitmap = indices.toByteArray();
        return bitmap.length < gaps.length
                ? BITMAP + Base64.getEncoder().encodeToString(bitmap)
                : Base64.getEncoder().encodeToString(gaps);
    }

    /**
     * Most characters that {@link #encode} takes.
     *
     * @param size kernels of the set
     * @param kernels of the tensor
     */
    public static long longestForm(long size, long kernels) {
        // Gaps over a byte's 127 are at most kernels / 128, and gaps over two bytes' rarer still by as much.
        long gaps = size + kernels / (MORE / 2);
        long bitmap = Math.ceilDiv(kernels, Byte.SIZE);
        return 1 + Math.ceilDiv(Math.min(gaps, bitmap), 3L) * 4;
    }

    private byte[] gaps() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int previous = -1;
        for (int index = indices.nextSetBit(0); index >= 0; index = indices.nextSetBit(index + 1)) {
            int gap = index - previous - 1;
            while (gap >= MORE) {
                bytes.write(gap & (MORE - 1) | MORE);
                gap >>>= BITS;
            }
            bytes.write(gap);
            previous = index;
        }
        return bytes.toByteArray();
    }

    public int size() {
        return indices.cardinality();
    }

    public boolean contains(int index) {
        return indices.get(index);
    }

    /** Ascending. */
    public IntStream stream() {
        return indices.stream();
    }

    /** A set of its own. */
    public BitSet toBitSet() {
        return (BitSet) indices.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KernelSet set && set.indices.equals(indices);
    }

    @Override
    public int hashCode() {
        return indices.hashCode();
    }

    @Override
    public String toString() {
        return size() + " kernels";
    }

    private static FaultException unreadable(Throwable cause) {
        return new Fault(
                        "NET-401",
                        "a set of kernels is not readable",
                        "topology",
                        "Read it from the record that this version wrote.")
                .exception(cause);
    }
}
