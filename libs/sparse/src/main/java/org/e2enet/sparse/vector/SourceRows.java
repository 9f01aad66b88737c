package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Source;

/**
 * Reads rows of sources into scratch memory as kernels want them: moved along the depth, normalised, activated, every
 * second plane if asked, zero outside the volume. All sources have one size.
 */
final class SourceRows {
    private static final long FLOAT = Float.BYTES;

    private final long[] base;

    /** Every {@link #base} once: the depth taps of a kernel read the same channel. */
    private final long[] channels;

    private final long[] padRow;
    private final int[] zOffset;
    private final int[] slot;
    private final float[] slope;
    private final Size3 size;
    private final int blocks;
    private final int planeFloats;
    private final int rowFloats;

    SourceRows(List<Source> sources) {
        int count = sources.size();
        base = new long[count];
        padRow = new long[count];
        zOffset = new int[count];
        slot = new int[count];
        slope = new float[count];
        TensorBuffer first = sources.getFirst().buffer();
        size = first.size();
        blocks = first.blocks();
        planeFloats = first.planeFloats();
        rowFloats = first.rowFloats();
        for (int i = 0; i < count; i++) {
            Source source = sources.get(i);
            assert source.buffer().size().equals(size);
            base[i] = source.buffer().channel(source.channel());
            padRow[i] = source.buffer().padRow(source.channel());
            zOffset[i] = source.zOffset();
            slot[i] = source.slot();
            slope[i] = source.slope();
        }
        channels = Arrays.stream(base).distinct().toArray();
    }

    int count() {
        return base.length;
    }

    Size3 size() {
        return size;
    }

    /** The depth position that its lane 0 is read from where z is asked for. */
    int depth(int source, int z) {
        return z + zOffset[source];
    }

    /** Its place in the workspace's affine forms, or {@link Source#AS_STORED}. */
    int slot(int source) {
        return slot[source];
    }

    float slope(int source) {
        return slope[source];
    }

    /**
     * Voxels x = {@code xFrom} … xFrom + count − 1 of row y, lanes z, z + 1, … z + 15, to {@code to[at + 16·i + lane]}.
     */
    void read(Workspace workspace, int source, int z, int y, int xFrom, int count, float[] to, int at) {
        if (y < 0 || y >= size.height()) {
            Arrays.fill(to, at, at + count * BLOCK, 0);
            return;
        }
        int before = Math.min(count, -1 - xFrom);
        if (before > 0) {
            Arrays.fill(to, at, at + before * BLOCK, 0);
            read(workspace, source, z, y, xFrom + before, count - before, to, at + before * BLOCK);
            return;
        }
        int inside = Math.min(count, size.width() + 1 - xFrom);
        if (inside < count) {
            Arrays.fill(to, at + Math.max(0, inside) * BLOCK, at + count * BLOCK, 0);
        }
        checkColumns(xFrom, inside);
        for (int lane = 0; lane < BLOCK; lane += WIDTH) {
            int from = z + zOffset[source] + lane;
            int block = Math.floorDiv(from, BLOCK);
            int first = Math.floorMod(from, BLOCK);
            long low = at(source, block, y, xFrom, first);
            if (first + WIDTH <= BLOCK) {
                one(workspace, source, low, inside, to, at + lane);
            } else {
                long high = at(source, block + 1, y, xFrom, first - BLOCK);
                two(workspace, source, low, high, BLOCK - first, inside, to, at + lane);
            }
        }
    }

    /** As {@link #read}, but lanes z, z + 2, … z + 30. {@code spare} is where two rows of count·16 floats may be kept. */
    void readEverySecond(
            Workspace workspace, int source, int z, int y, int xFrom, int count, float[] to, int at, int spare) {
        boolean inside = y >= -1 && y <= size.height() && xFrom >= -1 && xFrom + count - 1 <= size.width();
        if (WIDTH == BLOCK && inside) {
            selectEverySecond(workspace, source, z, y, xFrom, count, to, at);
            return;
        }
        int upper = spare + count * BLOCK;
        read(workspace, source, z, y, xFrom, count, to, spare);
        read(workspace, source, z + BLOCK, y, xFrom, count, to, upper);
        for (int i = 0; i < count; i++) {
            for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                int from = 2 * lane < BLOCK ? spare + i * BLOCK + 2 * lane : upper + i * BLOCK + 2 * lane - BLOCK;
                // A whole block in one vector takes its second half from the next block.
                int next = WIDTH == BLOCK ? upper + i * BLOCK : from + WIDTH;
                FloatVector a = FloatVector.fromArray(SPECIES, to, from);
                FloatVector b = FloatVector.fromArray(SPECIES, to, next);
                a.rearrange(Lanes.EVEN)
                        .blend(b.rearrange(Lanes.EVEN), Lanes.UPPER)
                        .intoArray(to, at + i * BLOCK + lane);
            }
        }
    }

    /** Position q = first + 2·lane lies in one of three blocks, in the same lane of each: one shuffle serves them all. */
    private void selectEverySecond(
            Workspace workspace, int source, int z, int y, int xFrom, int count, float[] to, int at) {
        checkColumns(xFrom, count);
        int from = z + zOffset[source];
        int block = Math.floorDiv(from, BLOCK);
        int first = Math.floorMod(from, BLOCK);
        long low = at(source, block, y, xFrom, 0);
        long middle = at(source, block + 1, y, xFrom, 0);
        long high = first <= 1 ? middle : at(source, block + 2, y, xFrom, 0);
        int s = slot[source];
        boolean stored = s == Source.AS_STORED;
        RowLoops.everySecond(
                workspace.memory(),
                low,
                middle,
                high,
                first,
                stored ? 1 : workspace.scale()[s],
                stored ? 0 : workspace.offset()[s],
                slope[source],
                to,
                at,
                count);
    }

    /**
     * Reads rows y … y + rows − 1 of a block, voxels xFrom … xFrom + count − 1 as far as they and the halo reach, of every
     * channel once, so that they are near when tiles read them: tiles take short runs from many rows, which no hardware
     * prefetcher follows, and wait for memory; here the runs are long.
     *
     * @return their sum, to be stored somewhere, so that the compiler cannot leave the reads out
     */
    float fetch(Workspace workspace, int block, int y, int rows, int xFrom, int count) {
        if (block >= blocks) {
            return 0;
        }
        int first = Math.max(-1, y);
        int end = Math.min(size.height() + 1, y + rows);
        int firstX = Math.max(-1, xFrom);
        int used = Math.min(size.width() + 1, xFrom + count) - firstX;
        float sum = 0;
        for (long channel : channels) {
            for (int r = first; r < end; r++) {
                long from = channel + (long) block * planeFloats + (long) (r + 1) * rowFloats;
                sum += RowLoops.sum(workspace.memory(), (from + (firstX + 1L) * BLOCK) * FLOAT, used);
            }
        }
        return sum;
    }

    // Vectors are read without a check of their own (ADR 0153): what a run of them reads is checked once.
    void checkColumns(int xFrom, int count) {
        if (count > 0) {
            Objects.checkFromIndexSize(xFrom + 1, count, size.width() + 2);
        }
    }

    void checkRows(int y, int count) {
        Objects.checkFromIndexSize(y + 1, count, size.height() + 2);
    }

    /** Bytes from a row to the next; the row of padding, read outside the volume, stands for all of its plane. */
    long rowBytes(int block) {
        return block < 0 || block >= blocks ? 0 : rowFloats * FLOAT;
    }

    /** Where voxel x of row y begins, in bytes, at {@code lane} of a depth block. */
    long at(int source, int block, int y, int x, int lane) {
        return (row(source, block, y) + (long) (x + 1) * BLOCK + lane) * FLOAT;
    }

    private long row(int source, int block, int y) {
        checkRows(y, 1);
        if (block < 0 || block >= blocks) {
            return padRow[source];
        }
        return base[source] + (long) block * planeFloats + (long) (y + 1) * rowFloats;
    }

    private void one(Workspace workspace, int source, long from, int count, float[] to, int at) {
        MemorySegment memory = workspace.memory();
        int s = slot[source];
        if (s == Source.AS_STORED) {
            RowLoops.stored(memory, from, to, at, count);
        } else {
            RowLoops.activated(memory, from, workspace.scale()[s], workspace.offset()[s], slope[source], to, at, count);
        }
    }

    private void two(
            Workspace workspace, int source, long low, long high, int lowLanes, int count, float[] to, int at) {
        MemorySegment memory = workspace.memory();
        int s = slot[source];
        if (s == Source.AS_STORED) {
            RowLoops.storedAcross(memory, low, high, lowLanes, to, at, count);
        } else {
            RowLoops.activatedAcross(
                    memory,
                    low,
                    high,
                    lowLanes,
                    workspace.scale()[s],
                    workspace.offset()[s],
                    slope[source],
                    to,
                    at,
                    count);
        }
    }
}
