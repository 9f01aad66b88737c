package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.ConvWeights;
import org.e2enet.sparse.plan.Operation;

/**
 * Convolution straight from its formula, for what Winograd does not fit: strides, 1×1 kernels, few channels, small planes.
 * Four output channels that share their sources go through the inner loop together. A task is one row × 16 depth positions,
 * all channels, in tiles of up to sixteen (1×1: 64) columns.
 */
final class DirectConv implements Kernel {
    private static final int MAX_COLUMNS = 16;

    /** Without neighbours a source takes one row of scratch memory: longer runs of memory, read faster. */
    private static final int MAX_POINT_COLUMNS = 64;

    private final SourceRows sources;
    private final RowWriter writer;
    private final Size3 size;
    private final Size3 stride;
    private final int outputs;
    private final int kh;
    private final int kw;
    private final int columns;
    private final int inputColumns;
    private final int tilesX;
    private final int blocks;

    private final ConvWeights packed;

    /** Per group of four outputs the range of its taps in {@link #tapAt}. */
    private final int[] start;

    /** Where each tap of each source that a group reads lies in the gathered rows. */
    private final int[] tapAt;

    /** Per tap of a group, four outputs. */
    private final float[] weights;

    DirectConv(Operation.Conv conv) {
        sources = new SourceRows(conv.inputs());
        writer = new RowWriter(conv);
        size = conv.output().size();
        stride = conv.stride();
        outputs = conv.output().channels();
        kh = conv.weights().kh();
        kw = conv.weights().kw();
        int maxColumns = kh * kw == 1 && stride.width() == 1 ? MAX_POINT_COLUMNS : MAX_COLUMNS;
        columns = Math.min(maxColumns, Math.ceilDiv(size.width(), Products.TILE) * Products.TILE);
        inputColumns = (columns - 1) * stride.width() + kw;
        tilesX = Math.ceilDiv(size.width(), columns);
        blocks = conv.output().blocks();
        ConvWeights all = conv.weights();
        start = new int[groups() + 1];
        for (int group = 0; group < groups(); group++) {
            start[group + 1] = start[group] + activeSources(all, group) * kh * kw;
        }
        tapAt = new int[start[groups()]];
        weights = new float[tapAt.length * Products.TILE];
        packed = all;
        for (int group = 0; group < groups(); group++) {
            place(group);
            pack(group);
        }
    }

    static boolean fits(Operation.Conv conv) {
        return conv.stride().depth() <= 2;
    }

    private int groups() {
        return Math.ceilDiv(outputs, Products.TILE);
    }

    private int activeSources(ConvWeights all, int group) {
        int count = 0;
        for (int i = 0; i < all.sources(); i++) {
            if (isActive(all, group, i)) {
                count++;
            }
        }
        return count;
    }

    private boolean isActive(ConvWeights all, int group, int source) {
        for (int o = group * Products.TILE; o < Math.min(outputs, (group + 1) * Products.TILE); o++) {
            if (all.isActive(o, source)) {
                return true;
            }
        }
        return false;
    }

    private void place(int group) {
        int tap = start[group];
        for (int i = 0; i < packed.sources(); i++) {
            for (int t = 0; isActive(packed, group, i) && t < kh * kw; t++) {
                tapAt[tap++] = i * sourceStep() + (t / kw * inputColumns + t % kw) * BLOCK;
            }
        }
    }

    private void pack(int group) {
        float[] values = packed.values();
        int step = packed.tapStep();
        int size = kh * kw;
        int used = Math.min(Products.TILE, outputs - group * Products.TILE);
        for (int tap = start[group]; tap < start[group + 1]; tap += size) {
            int i = tapAt[tap] / sourceStep();
            for (int r = 0; r < used; r++) {
                int o = group * Products.TILE + r;
                boolean active = packed.isActive(o, i);
                int from = active ? packed.first(o, i) : 0;
                for (int t = 0; t < size; t++) {
                    weights[(tap + t) * Products.TILE + r] = active ? values[from + t * step] : 0;
                }
            }
        }
    }

    private int sourceStep() {
        return kh * inputColumns * BLOCK;
    }

    @Override
    public int packingTasks() {
        return groups();
    }

    @Override
    public void repack(int task, float[] scratch) {
        pack(task);
    }

    @Override
    public String kind() {
        return "direct";
    }

    @Override
    public int tasks() {
        return blocks * size.height();
    }

    @Override
    public int partialRows() {
        return tasks() * tilesX;
    }

    @Override
    public int scratchFloats() {
        int spare = 2 * inputColumns * BLOCK;
        return Scratch.BASE + sources.count() * sourceStep() + spare + Products.TILE * columns * BLOCK;
    }

    @Override
    public long executedFlops() {
        return 2L * weights.length * columns * BLOCK * tilesX * tasks();
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        int block = task % blocks;
        int y = task / blocks;
        if (tilesX > 1) {
            fetch(workspace, block, y, scratch);
        }
        for (int tile = 0; tile < tilesX; tile++) {
            tile(workspace, block, y, tile * columns, task * tilesX + tile, scratch);
        }
    }

    private void fetch(Workspace workspace, int block, int y, float[] scratch) {
        int fromY = y * stride.height() - (kh - 1) / 2;
        for (int part = 0; part < stride.depth(); part++) {
            scratch[Scratch.FETCHED] = sources.fetch(
                    workspace,
                    stride.depth() * block + part,
                    fromY,
                    kh,
                    -1,
                    sources.size().width() + 2);
        }
    }

    private void tile(Workspace workspace, int block, int y, int x, int partial, float[] scratch) {
        gather(workspace, block, y, x, scratch);
        int out = Scratch.BASE + sources.count() * sourceStep();
        int apart = stride.width() * BLOCK;
        for (int group = 0; group < groups(); group++) {
            int weightAt = start[group] * Products.TILE;
            for (int i = 0; i < columns; i += Products.TILE) {
                for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                    int from = Scratch.BASE + i * apart + lane;
                    int to = out + i * BLOCK + lane;
                    Products.tile(
                            scratch,
                            from,
                            apart,
                            tapAt,
                            start[group],
                            start[group + 1],
                            weights,
                            weightAt,
                            to,
                            columns * BLOCK,
                            BLOCK);
                }
            }
            for (int o = group * Products.TILE; o < Math.min(outputs, (group + 1) * Products.TILE); o++) {
                int from = out + o % Products.TILE * columns * BLOCK;
                writer.write(workspace, o, block, y, x, 1, columns, scratch, from, columns * BLOCK, partial);
            }
        }
    }

    private void gather(Workspace workspace, int block, int y, int x, float[] scratch) {
        int spare = Scratch.BASE + sources.count() * sourceStep();
        int fromX = x * stride.width() - (kw - 1) / 2;
        for (int i = 0; i < sources.count(); i++) {
            for (int ky = 0; ky < kh; ky++) {
                int fromY = y * stride.height() + ky - (kh - 1) / 2;
                int at = Scratch.BASE + i * sourceStep() + ky * inputColumns * BLOCK;
                if (stride.depth() == 2) {
                    sources.readEverySecond(
                            workspace, i, 2 * block * BLOCK, fromY, fromX, inputColumns, scratch, at, spare);
                } else {
                    sources.read(workspace, i, block * BLOCK, fromY, fromX, inputColumns, scratch, at);
                }
            }
        }
    }
}
