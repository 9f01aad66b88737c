package org.e2enet.imaging.distance;

import java.util.function.IntPredicate;

/**
 * A bit for every voxel of a box; each row along x begins with a word of its own, so that neighbouring rows compare word by word. Not
 * thread safe while bits are set.
 */
public final class VoxelBits {
    private static final int WORD = Long.SIZE;

    private final Lattice lattice;
    private final int wordsPerRow;
    private final long[] words;

    /** None is set. */
    public VoxelBits(Lattice lattice) {
        this.lattice = lattice;
        this.wordsPerRow = Math.ceilDiv(lattice.nx(), WORD);
        this.words = new long[Math.multiplyExact(wordsPerRow, lattice.ny() * lattice.nz())];
    }

    /** @param inside of each flat offset [nz][ny][nx] */
    public static VoxelBits where(Lattice lattice, IntPredicate inside) {
        VoxelBits bits = new VoxelBits(lattice);
        int voxel = 0;
        for (int row = 0; row < lattice.ny() * lattice.nz(); row++) {
            for (int x = 0; x < lattice.nx(); x++) {
                if (inside.test(voxel++)) {
                    bits.set(row, x);
                }
            }
        }
        return bits;
    }

    public Lattice lattice() {
        return lattice;
    }

    /** How many words a row has. */
    public int wordsPerRow() {
        return wordsPerRow;
    }

    /** @param row {@code y + ny * z} */
    public void set(int row, int x) {
        words[row * wordsPerRow + (x >>> 6)] |= 1L << x;
    }

    public boolean get(int row, int x) {
        return (words[row * wordsPerRow + (x >>> 6)] >>> x & 1) != 0;
    }

    /** Whether a voxel is set; none outside the box is. */
    public boolean get(int x, int y, int z) {
        return x >= 0
                && x < lattice.nx()
                && y >= 0
                && y < lattice.ny()
                && z >= 0
                && z < lattice.nz()
                && get(y + lattice.ny() * z, x);
    }

    /** Bits {@code 64 * index} and on of a row; 0 for a row or word outside the box. */
    public long word(int y, int z, int index) {
        return y < 0 || y >= lattice.ny() || z < 0 || z >= lattice.nz() || index < 0 || index >= wordsPerRow
                ? 0
                : words[(y + lattice.ny() * z) * wordsPerRow + index];
    }

    /** @param bits none beyond the row's end */
    public void word(int y, int z, int index, long bits) {
        words[(y + lattice.ny() * z) * wordsPerRow + index] = bits;
    }

    /** The first set voxel of a row at or after {@code from}; {@code nx} where there is none. */
    public int next(int row, int from) {
        if (from >= lattice.nx()) {
            return lattice.nx();
        }
        int start = row * wordsPerRow;
        int index = from >>> 6;
        long word = words[start + index] & -1L << from;
        while (word == 0) {
            if (++index == wordsPerRow) {
                return lattice.nx();
            }
            word = words[start + index];
        }
        return index * WORD + Long.numberOfTrailingZeros(word);
    }

    /** The last set voxel of a row before {@code from}; −1 where there is none. */
    public int previous(int row, int from) {
        for (int x = from - 1; x >= 0; x = (x & -WORD) - 1) {
            long word = words[row * wordsPerRow + (x >>> 6)] & -1L >>> (WORD - 1 - (x & WORD - 1));
            if (word != 0) {
                return (x & -WORD) + WORD - 1 - Long.numberOfLeadingZeros(word);
            }
        }
        return -1;
    }

    /** How many are set. */
    public int count() {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }
}
