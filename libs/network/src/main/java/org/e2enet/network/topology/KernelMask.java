package org.e2enet.network.topology;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.BitSet;
import org.e2enet.contract.topology.KernelSet;
import org.e2enet.contract.topology.TensorUpdate;

/**
 * Which kernels of one tensor are active: a {@code rows × columns} grid over the first two axes of the weight
 * ({@code [out, in]} for convolutions, {@code [in, out]} for transposed ones). Kernel index = row·columns + column.
 * Immutable. JSON form: {@code {"rows": …, "columns": …, "active": KernelSet}}.
 */
@JsonAutoDetect(getterVisibility = Visibility.NONE, isGetterVisibility = Visibility.NONE)
public final class KernelMask {
    @JsonProperty("rows")
    private final int rows;

    @JsonProperty("columns")
    private final int columns;

    private final BitSet active;

    public KernelMask(int rows, int columns, BitSet active) {
        if (rows < 1 || columns < 1 || (long) rows * columns > KernelSet.MAX_KERNELS) {
            throw new IllegalArgumentException("a mask of " + rows + "x" + columns + " cannot be");
        }
        if (active.length() > rows * columns) {
            throw new IllegalArgumentException(
                    "a mask of " + rows + "x" + columns + " cannot hold bit " + (active.length() - 1));
        }
        this.rows = rows;
        this.columns = columns;
        this.active = (BitSet) active.clone();
    }

    @JsonCreator
    static KernelMask of(
            @JsonProperty("rows") int rows,
            @JsonProperty("columns") int columns,
            @JsonProperty("active") KernelSet active) {
        return new KernelMask(rows, columns, active.toBitSet());
    }

    public static KernelMask full(int rows, int columns) {
        BitSet all = new BitSet();
        all.set(0, Math.multiplyExact(rows, columns));
        return new KernelMask(rows, columns, all);
    }

    /** From one byte per kernel, not 0 = active: the form masks have in checkpoints. */
    public static KernelMask ofBytes(int rows, int columns, byte[] bytes) {
        if ((long) rows * columns != bytes.length) {
            throw new IllegalArgumentException(
                    "a mask of " + rows + "x" + columns + " cannot have " + bytes.length + " bytes");
        }
        BitSet active = new BitSet();
        for (int i = 0; i < bytes.length; i++) {
            active.set(i, bytes[i] != 0);
        }
        return new KernelMask(rows, columns, active);
    }

    /** One byte per kernel, 1 = active. */
    public byte[] toBytes() {
        byte[] bytes = new byte[kernels()];
        active.stream().forEach(index -> bytes[index] = 1);
        return bytes;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public int kernels() {
        return rows * columns;
    }

    public int activeCount() {
        return active.cardinality();
    }

    /**
     * The mask after an update of this tensor.
     *
     * @throws org.e2enet.faults.FaultException NET-402 when the update was made on another mask
     */
    KernelMask after(TensorUpdate update, String tensor) {
        if (activeCount() != update.active()) {
            throw TopologyFaults.doesNotFit(
                    tensor,
                    "the update was made on " + update.active() + " active kernels, the mask has " + activeCount());
        }
        BitSet bits = active();
        bits.andNot(update.dropped().toBitSet());
        if (bits.cardinality() != update.active() - update.dropped().size()) {
            throw TopologyFaults.doesNotFit(tensor, "the update drops kernels that are not active");
        }
        bits.or(update.grown().toBitSet());
        if (bits.cardinality() != update.active() || bits.length() > kernels()) {
            throw TopologyFaults.doesNotFit(tensor, "the update grows kernels that are active or do not exist");
        }
        return new KernelMask(rows, columns, bits);
    }

    public double density() {
        return (double) activeCount() / kernels();
    }

    public boolean isActive(int row, int column) {
        return active.get(row * columns + column);
    }

    public boolean isActive(int index) {
        return active.get(index);
    }

    /** Indices of the active kernels as a set of its own. */
    public BitSet active() {
        return (BitSet) active.clone();
    }

    @JsonProperty("active")
    KernelSet activeSet() {
        return KernelSet.of(active);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KernelMask mask
                && mask.rows == rows
                && mask.columns == columns
                && mask.active.equals(active);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + active.hashCode();
    }

    @Override
    public String toString() {
        return rows + "x" + columns + ", " + activeCount() + " active";
    }
}
