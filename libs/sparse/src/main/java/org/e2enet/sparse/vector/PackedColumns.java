package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.e2enet.contract.Size3;

/**
 * How the columns of a tile's row lie in the lanes of its vectors. A block holds sixteen depth positions; a volume of
 * eight or four leaves most of the lanes empty, so two or four columns share them: vector i holds the columns i,
 * i + vectors, i + 2·vectors, …, each in its part of the lanes.
 *
 * @param parts columns that share the lanes: 1, 2 or 4
 * @param vectors per row of outputs; a row of inputs has two more
 */
record PackedColumns(int parts, int vectors) {
    /** Sixteen columns of sixteen depth positions. */
    static final PackedColumns WIDE_TILE = new PackedColumns(1, SparseProducts.WIDE);

    /** What vectors shorter than a block copy at a time: every processor with vectors can. */
    private static final VectorSpecies<Float> UNIT = FloatVector.SPECIES_128;

    static PackedColumns of(Size3 size) {
        int width = size.width();
        if (size.depth() <= BLOCK / 4) {
            return new PackedColumns(4, width > 4 ? SparseProducts.FEW : SparseProducts.ONE);
        }
        if (size.depth() <= BLOCK / 2) {
            return new PackedColumns(2, width > 8 ? SparseProducts.NARROW : SparseProducts.FEW);
        }
        return width > SparseProducts.NARROW ? WIDE_TILE : new PackedColumns(1, SparseProducts.NARROW);
    }

    boolean isPacked() {
        return parts > 1;
    }

    /** Columns of a tile. */
    int columns() {
        return parts * vectors;
    }

    /** Rows of columns + 2 voxels from {@code from} on, {@code step} apart, to rows of vectors + 2. */
    void pack(float[] data, int from, int rows, int step, int to, int toStep) {
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < vectors + 2; i++) {
                pack(data, from + r * step + i * BLOCK, to + r * toStep + i * BLOCK);
            }
        }
    }

    /** The column at {@code from} and those that share its vector. */
    private void pack(float[] data, int from, int to) {
        int apart = vectors * BLOCK;
        if (WIDTH < BLOCK) {
            for (int part = 0; part < parts; part++) {
                copy(data, from + part * apart, to + part * BLOCK / parts);
            }
            return;
        }
        FloatVector packed = FloatVector.fromArray(SPECIES, data, from);
        for (int part = 1; part < parts; part++) {
            int lanes = part * BLOCK / parts;
            packed = packed.blend(
                    FloatVector.fromArray(SPECIES, data, from + part * apart).rearrange(Lanes.UP[lanes]),
                    Lanes.FROM[lanes]);
        }
        packed.intoArray(data, to);
    }

    /** Rows of vectors to rows of columns; lanes behind the first part hold anything. */
    void unpack(float[] data, int from, int rows, int step, int to, int toStep) {
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < vectors; i++) {
                unpack(data, from + r * step + i * BLOCK, to + r * toStep + i * BLOCK);
            }
        }
    }

    private void unpack(float[] data, int from, int to) {
        int apart = vectors * BLOCK;
        if (WIDTH < BLOCK) {
            for (int part = 0; part < parts; part++) {
                copy(data, from + part * BLOCK / parts, to + part * apart);
            }
            return;
        }
        FloatVector packed = FloatVector.fromArray(SPECIES, data, from);
        for (int part = 0; part < parts; part++) {
            packed.rearrange(Lanes.DOWN[part * BLOCK / parts]).intoArray(data, to + part * apart);
        }
    }

    /** A part of a block, in vectors no longer than it. */
    private void copy(float[] data, int from, int to) {
        for (int lane = 0; lane < BLOCK / parts; lane += UNIT.length()) {
            FloatVector.fromArray(UNIT, data, from + lane).intoArray(data, to + lane);
        }
    }
}
