package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Source;

/** Reads several of {@link SourceRows} at once, as tiles want them. */
final class SourceTiles {
    private static final int FOUR = 4;

    private final SourceRows rows;

    SourceTiles(SourceRows rows) {
        this.rows = rows;
    }

    /** Whether {@code height} rows and columns xFrom (at least −1) … xFrom + count − 1 lie in the volume and its halo. */
    private boolean isInside(int y, int height, int xFrom, int count) {
        return y >= -1
                && y + height - 1 <= rows.size().height()
                && xFrom + count - 1 <= rows.size().width();
    }

    /**
     * Rows y … y + 3, of which only the first {@code lanes} lanes are wanted; the others hold anything. Row r of voxel xFrom + i to
     * {@code to[at + 16·(r·count + i) + lane]}.
     */
    void readFourRows(
            Workspace workspace, int source, int z, int lanes, int y, int xFrom, int count, float[] to, int at) {
        int s = rows.slot(source);
        if (s == Source.AS_STORED || !isInside(y, FOUR, xFrom, count)) {
            for (int r = 0; r < FOUR; r++) {
                rows.read(workspace, source, z, y + r, xFrom, count, to, at + r * count * BLOCK);
            }
            return;
        }
        rows.checkColumns(xFrom, count);
        rows.checkRows(y, FOUR);
        float scale = workspace.scale()[s];
        float offset = workspace.offset()[s];
        float slope = rows.slope(source);
        for (int lane = 0; lane < lanes; lane += WIDTH) {
            int from = rows.depth(source, z) + lane;
            int block = Math.floorDiv(from, BLOCK);
            int first = Math.floorMod(from, BLOCK);
            long p = rows.at(source, block, y, xFrom, first);
            if (first + Math.min(WIDTH, lanes - lane) <= BLOCK) {
                RowLoops.fourRows(
                        workspace.memory(), p, rows.rowBytes(block), scale, offset, slope, to, at + lane, count);
            } else {
                RowLoops.fourRowsAcross(
                        workspace.memory(),
                        p,
                        rows.rowBytes(block),
                        rows.at(source, block + 1, y, xFrom, first - BLOCK),
                        rows.rowBytes(block + 1),
                        BLOCK - first,
                        scale,
                        offset,
                        slope,
                        to,
                        at + lane,
                        count);
            }
        }
    }

    /**
     * Six rows from y on, transformed along y: frequency f of voxel xFrom + i to {@code to[at + f·step + 16·i]}.
     *
     * @param spare where six rows of count·16 floats may be kept
     */
    void transform(
            Workspace workspace,
            int source,
            int z,
            int y,
            int xFrom,
            int count,
            float[] to,
            int at,
            int step,
            int spare) {
        if (!isInside(y, Transforms.INPUTS, xFrom, count)) {
            int rowStep = count * BLOCK;
            for (int r = 0; r < Transforms.INPUTS; r++) {
                rows.read(workspace, source, z, y + r, xFrom, count, to, spare + r * rowStep);
            }
            Transforms.input(to, spare, rowStep, at, step, count);
            return;
        }
        rows.checkColumns(xFrom, count);
        rows.checkRows(y, Transforms.INPUTS);
        for (int lane = 0; lane < BLOCK; lane += WIDTH) {
            int from = rows.depth(source, z) + lane;
            int block = Math.floorDiv(from, BLOCK);
            int first = Math.floorMod(from, BLOCK);
            long p = rows.at(source, block, y, xFrom, first);
            if (first + WIDTH <= BLOCK) {
                fromOne(workspace, source, p, rows.rowBytes(block), count, to, at + lane, step);
            } else {
                long q = rows.at(source, block + 1, y, xFrom, first - BLOCK);
                fromTwo(
                        workspace,
                        source,
                        p,
                        rows.rowBytes(block),
                        q,
                        rows.rowBytes(block + 1),
                        BLOCK - first,
                        count,
                        to,
                        at + lane,
                        step);
            }
        }
    }

    private void fromOne(
            Workspace workspace, int source, long p, long rowBytes, int count, float[] to, int at, int step) {
        int s = rows.slot(source);
        if (s == Source.AS_STORED) {
            FusedInput.plainStored(workspace.memory(), p, rowBytes, to, at, step, count);
        } else {
            FusedInput.plainActivated(
                    workspace.memory(),
                    p,
                    rowBytes,
                    workspace.scale()[s],
                    workspace.offset()[s],
                    rows.slope(source),
                    to,
                    at,
                    step,
                    count);
        }
    }

    private void fromTwo(
            Workspace workspace,
            int source,
            long p,
            long rowBytes,
            long q,
            long highRowBytes,
            int lowLanes,
            int count,
            float[] to,
            int at,
            int step) {
        int s = rows.slot(source);
        if (s == Source.AS_STORED) {
            FusedInput.shiftedStored(workspace.memory(), p, rowBytes, q, highRowBytes, lowLanes, to, at, step, count);
        } else {
            FusedInput.shiftedActivated(
                    workspace.memory(),
                    p,
                    rowBytes,
                    q,
                    highRowBytes,
                    lowLanes,
                    workspace.scale()[s],
                    workspace.offset()[s],
                    rows.slope(source),
                    to,
                    at,
                    step,
                    count);
        }
    }
}
