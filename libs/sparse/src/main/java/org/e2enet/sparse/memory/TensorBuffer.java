package org.e2enet.sparse.memory;

import java.util.Objects;
import org.e2enet.contract.Size3;

/**
 * One tensor {@code [C][D][H][W]} in the engine's memory, laid out {@code [c][z/16][y+2][x+2][16 z]}: sixteen depth
 * positions side by side, a halo of one voxel around every plane, and one further row per channel that holds the halo's
 * value alone, read in place of planes outside the volume. All offsets are counted in floats and are multiples of 16 for
 * z = 0, so that a vector of sixteen floats is one cache line.
 */
public final class TensorBuffer {
    /** Depth positions side by side. Fixed for every vector width: narrower vectors take several steps. */
    public static final int LANES = 16;

    private static final long UNPLACED = -1;

    private final int channels;
    private final Size3 size;
    private long offset = UNPLACED;

    public TensorBuffer(int channels, Size3 size) {
        this.channels = channels;
        this.size = size;
    }

    public int channels() {
        return channels;
    }

    public Size3 size() {
        return size;
    }

    /** Blocks of sixteen depth positions. */
    public int blocks() {
        return Math.ceilDiv(size.depth(), LANES);
    }

    public int rowFloats() {
        return (size.width() + 2) * LANES;
    }

    public int planeFloats() {
        return (size.height() + 2) * rowFloats();
    }

    public int channelFloats() {
        return blocks() * planeFloats() + rowFloats();
    }

    public long floats() {
        return (long) channels * channelFloats();
    }

    /** Puts the buffer at a place, once. */
    public void placeAt(long floats) {
        if (offset != UNPLACED) {
            throw new IllegalStateException("the buffer has its place already");
        }
        offset = floats;
    }

    public long offset() {
        return offset;
    }

    /** First float of a channel: the halo corner of its first block. */
    public long channel(int c) {
        return offset + (long) c * channelFloats();
    }

    /** The row of a channel that holds only the halo's value. */
    public long padRow(int c) {
        return channel(c) + (long) blocks() * planeFloats();
    }

    /**
     * Row y of a block, at the halo voxel before x = 0; y from −1 to H.
     *
     * @throws IndexOutOfBoundsException for anything else: vectors are read and written without a check of their own
     */
    public long row(int c, int block, int y) {
        Objects.checkIndex(c, channels);
        Objects.checkIndex(block, blocks());
        Objects.checkIndex(y + 1, size.height() + 2);
        return channel(c) + (long) block * planeFloats() + (long) (y + 1) * rowFloats();
    }

    public long at(int c, int z, int y, int x) {
        return row(c, z / LANES, y) + (long) (x + 1) * LANES + z % LANES;
    }
}
