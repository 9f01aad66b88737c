package org.e2enet.network.topology;

import java.util.BitSet;

/**
 * Which kernels of one tensor are active: a {@code rows × columns} grid over the first two axes of the weight
 * ({@code [out, in]} for convolutions, {@code [in, out]} for transposed ones). Kernel index = row·columns + column.
 * Immutable.
 */
public final class KernelMask {
    private final int rows;
    private final int columns;
    private final BitSet active;

    public KernelMask(int rows, int columns, BitSet active) {
        if (rows < 1 || columns < 1 || active.length() > rows * columns) {
            throw new IllegalArgumentException(
                    "a mask of " + rows + "x" + columns + " cannot hold bit " + (active.length() - 1));
        }
        this.rows = rows;
        this.columns = columns;
        this.active = (BitSet) active.clone();
    }

    public static KernelMask full(int rows, int columns) {
        BitSet all = new BitSet();
        all.set(0, rows * columns);
        return new KernelMask(rows, columns, all);
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

    public double density() {
        return (double) activeCount() / kernels();
    }

    public boolean isActive(int row, int column) {
        return active.get(row * columns + column);
    }

    /** Indices of the active kernels as a set of its own. */
    public BitSet active() {
        return (BitSet) active.clone();
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
