package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;

/** Writes finished rows of an operation's output, adds the bias, and gathers the sums the instance norm wants. */
final class RowWriter {
    private static final long FLOAT = Float.BYTES;

    private final TensorBuffer buffer;
    private final float[] bias;
    private final boolean sums;

    /** Pools what was just written, or null. */
    private final TilePool pool;

    RowWriter(Operation.Conv conv) {
        buffer = conv.output();
        bias = conv.weights().bias();
        sums = conv.norm().isPresent();
        pool = conv.pooled()
                .map(pooled ->
                        new TilePool(buffer, pooled, conv.norm().orElseThrow().gamma()))
                .orElse(null);
    }

    /**
     * A tile of {@code rows × columns} voxels of one channel and block from scratch memory, row r and voxel x at
     * {@code from + r·rowStep + 16·x}, which is used up. Rows and columns behind the volume are left out.
     *
     * @param partial row of partial sums this tile has to itself
     */
    void write(
            Workspace workspace,
            int channel,
            int block,
            int y,
            int x,
            int rows,
            int columns,
            float[] data,
            int from,
            int rowStep,
            int partial) {
        int useRows = Math.min(rows, buffer.size().height() - y);
        int useColumns = Math.min(columns, buffer.size().width() - x);
        check(x, useColumns, y, useRows);
        float plus = bias == null ? 0 : bias[channel];
        double sum = 0;
        double squares = 0;
        for (int lane = 0; lane < BLOCK; lane += WIDTH) {
            FloatVector laneSums = FloatVector.zero(SPECIES);
            FloatVector laneSquares = FloatVector.zero(SPECIES);
            MemorySegment memory = workspace.memory();
            for (int r = 0; r < useRows; r++) {
                long bytes = (buffer.row(channel, block, y + r) + (long) (x + 1) * BLOCK + lane) * FLOAT;
                int at = from + r * rowStep + lane;
                for (int i = 0; i < useColumns; i++) {
                    FloatVector v =
                            FloatVector.fromArray(SPECIES, data, at + i * BLOCK).add(plus);
                    v.intoMemorySegment(memory, bytes + i * (BLOCK * FLOAT), ORDER);
                    laneSums = laneSums.add(v);
                    laneSquares = v.fma(v, laneSquares);
                }
            }
            laneSums.intoArray(data, from + lane);
            sum += sum(data, from + lane, inside(block, lane));
            laneSquares.intoArray(data, from + lane);
            squares += sum(data, from + lane, inside(block, lane));
        }
        if (pool != null) {
            pool.pool(workspace, channel, block, y, x, useRows, useColumns);
        }
        set(workspace, channel, partial, sum, squares);
    }

    /**
     * As {@link #write} for four rows, straight from the six frequencies that {@link Transforms#output} turns into them:
     * frequency f of voxel x at {@code from + f·step + 16·x}, used up too. All four rows lie in the volume.
     */
    void writeTransformed(
            Workspace workspace,
            int channel,
            int block,
            int y,
            int x,
            int columns,
            float[] data,
            int from,
            int step,
            int partial) {
        int useColumns = Math.min(columns, buffer.size().width() - x);
        check(x, useColumns, y, Transforms.OUTPUTS);
        long rowBytes = buffer.rowFloats() * FLOAT;
        float plus = bias == null ? 0 : bias[channel];
        double sum = 0;
        double squares = 0;
        for (int lane = 0; lane < BLOCK; lane += WIDTH) {
            MemorySegment memory = workspace.memory();
            long bytes = (buffer.row(channel, block, y) + (long) (x + 1) * BLOCK + lane) * FLOAT;
            FloatVector two = FloatVector.broadcast(SPECIES, 2);
            FloatVector four = FloatVector.broadcast(SPECIES, 4);
            FloatVector eight = FloatVector.broadcast(SPECIES, 8);
            FloatVector sum0 = FloatVector.zero(SPECIES);
            FloatVector sum1 = sum0;
            FloatVector squares0 = sum0;
            FloatVector squares1 = sum0;
            for (int i = 0; i < useColumns; i++) {
                int at = from + lane + i * BLOCK;
                long to = bytes + i * (BLOCK * FLOAT);
                FloatVector m1 = FloatVector.fromArray(SPECIES, data, at + step);
                FloatVector m2 = FloatVector.fromArray(SPECIES, data, at + 2 * step);
                FloatVector m3 = FloatVector.fromArray(SPECIES, data, at + 3 * step);
                FloatVector m4 = FloatVector.fromArray(SPECIES, data, at + 4 * step);
                FloatVector inner = m1.add(m2);
                FloatVector innerDifference = m1.sub(m2);
                FloatVector outer = m3.add(m4);
                FloatVector outerDifference = m3.sub(m4);
                FloatVector v0 = FloatVector.fromArray(SPECIES, data, at)
                        .add(inner)
                        .add(outer)
                        .add(plus);
                FloatVector v1 = outerDifference.fma(two, innerDifference).add(plus);
                FloatVector v2 = outer.fma(four, inner).add(plus);
                FloatVector v3 = outerDifference
                        .fma(eight, innerDifference)
                        .add(FloatVector.fromArray(SPECIES, data, at + 5 * step))
                        .add(plus);
                v0.intoMemorySegment(memory, to, ORDER);
                v1.intoMemorySegment(memory, to + rowBytes, ORDER);
                v2.intoMemorySegment(memory, to + 2 * rowBytes, ORDER);
                v3.intoMemorySegment(memory, to + 3 * rowBytes, ORDER);
                sum0 = sum0.add(v0).add(v2);
                sum1 = sum1.add(v1).add(v3);
                squares0 = v2.fma(v2, v0.fma(v0, squares0));
                squares1 = v3.fma(v3, v1.fma(v1, squares1));
            }
            sum0.add(sum1).intoArray(data, from + lane);
            sum += sum(data, from + lane, inside(block, lane));
            squares0.add(squares1).intoArray(data, from + lane);
            squares += sum(data, from + lane, inside(block, lane));
        }
        if (pool != null) {
            pool.pool(workspace, channel, block, y, x, Transforms.OUTPUTS, useColumns);
        }
        set(workspace, channel, partial, sum, squares);
    }

    /** Vectors are written without a check of their own (ADR 0153): what a tile writes is checked once. */
    private void check(int x, int columns, int y, int rows) {
        Objects.checkFromIndexSize(x, columns, buffer.size().width());
        Objects.checkFromIndexSize(y, rows, buffer.size().height());
    }

    /** Of the lanes from {@code lane} on, those within the volume. */
    private int inside(int block, int lane) {
        return Math.clamp(buffer.size().depth() - block * BLOCK - lane, 0, WIDTH);
    }

    /** Not {@code reduceLanes}: its order, and with it the last bit, changes when the compiler takes over. */
    private static double sum(float[] data, int from, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += data[from + i];
        }
        return sum;
    }

    /** For a row of partial sums that no tile writes. */
    void writeNothing(Workspace workspace, int channel, int partial) {
        set(workspace, channel, partial, 0, 0);
    }

    private void set(Workspace workspace, int channel, int partial, double sum, double squares) {
        if (sums) {
            int at = (partial * buffer.channels() + channel) * 2;
            workspace.partials()[at] = sum;
            workspace.partials()[at + 1] = squares;
        }
    }
}
