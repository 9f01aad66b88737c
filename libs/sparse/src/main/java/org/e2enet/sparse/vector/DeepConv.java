package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.ConvWeights;
import org.e2enet.sparse.plan.Operation;

/**
 * Dense convolution of the deepest levels, where depth positions would leave most lanes empty: output channels in the
 * lanes instead, eight voxels at a time, each a broadcast value. A task is a slab of rows, all channels; every weight is
 * read once per eight voxels.
 */
final class DeepConv implements Kernel {
    /** Deeper volumes fill more than half of the lanes with depth positions. */
    private static final int MAX_DEPTH = 8;

    private static final int VOXELS = 8;
    private static final int GROUP = 2 * WIDTH;

    /** Gathered rows of a slab: half of the second-level cache, the weights that stream by need the rest. */
    private static final int SLAB_FLOATS = 1 << 17;

    /** Wider planes go row by row in tiles. */
    private static final int MAX_ROW_FLOATS = 1 << 19;

    private final SourceRows sources;
    private final RowWriter writer;
    private final Size3 size;
    private final Size3 stride;
    private final int outputs;
    private final int kh;
    private final int kw;
    private final int inputColumns;
    private final int slabRows;
    private final int slabInputRows;

    /** Where each tap of each source lies in the gathered rows, for the slab's first voxel. */
    private final int[] tapAt;

    /** Where each voxel of a slab lies behind its first one; filled up to a multiple of eight. */
    private final int[] voxelAt;

    private final ConvWeights packed;

    /** Per group of two vectors of outputs, tap: their weights. */
    private final float[] weights;

    DeepConv(Operation.Conv conv) {
        sources = new SourceRows(conv.inputs());
        writer = new RowWriter(conv);
        size = conv.output().size();
        stride = conv.stride();
        outputs = conv.output().channels();
        kh = conv.weights().kh();
        kw = conv.weights().kw();
        inputColumns = (size.width() - 1) * stride.width() + kw;
        slabRows = chooseRows();
        slabInputRows = (slabRows - 1) * stride.height() + kh;
        tapAt = taps();
        voxelAt = voxels();
        weights = new float[Math.ceilDiv(outputs, GROUP) * GROUP * tapAt.length];
        packed = conv.weights();
        for (int group = 0; group < packingTasks(); group++) {
            pack(group);
        }
    }

    /** Shallow, enough output channels to fill the lanes, and rows that the caches hold. */
    static boolean fits(Operation.Conv conv) {
        Size3 size = conv.output().size();
        int columns =
                (size.width() - 1) * conv.stride().width() + conv.weights().kw();
        long rowFloats = (long) conv.inputs().size() * conv.weights().kh() * columns * BLOCK;
        return size.depth() <= MAX_DEPTH && conv.output().channels() >= GROUP && rowFloats <= MAX_ROW_FLOATS;
    }

    /** As many rows as fit, at least one. */
    private int chooseRows() {
        int rows = size.height();
        while (rows > 1 && sources.count() * ((rows - 1) * stride.height() + kh) * inputColumns * BLOCK > SLAB_FLOATS) {
            rows--;
        }
        return Math.ceilDiv(size.height(), Math.ceilDiv(size.height(), rows));
    }

    private int sourceStep() {
        return slabInputRows * inputColumns * BLOCK;
    }

    private int[] taps() {
        int[] taps = new int[sources.count() * kh * kw];
        for (int i = 0; i < sources.count(); i++) {
            for (int t = 0; t < kh * kw; t++) {
                taps[i * kh * kw + t] = Scratch.BASE + i * sourceStep() + (t / kw * inputColumns + t % kw) * BLOCK;
            }
        }
        return taps;
    }

    private int[] voxels() {
        int depth = size.depth();
        int count = slabRows * size.width() * depth;
        int[] voxels = new int[Math.ceilDiv(count, VOXELS) * VOXELS];
        for (int v = 0; v < voxels.length; v++) {
            int voxel = Math.min(v, count - 1);
            int x = voxel / depth % size.width();
            int y = voxel / depth / size.width();
            voxels[v] = (y * stride.height() * inputColumns + x * stride.width()) * BLOCK + voxel % depth;
        }
        return voxels;
    }

    /** Of one group: few rows of weights at a time, in each of which its outputs lie side by side. */
    private void pack(int group) {
        float[] values = packed.values();
        int size = kh * kw;
        int step = packed.tapStep();
        int used = Math.min(GROUP, outputs - group * GROUP);
        for (int i = 0; i < sources.count(); i++) {
            int to = (group * tapAt.length + i * size) * GROUP;
            for (int r = 0; r < used; r++) {
                int o = group * GROUP + r;
                boolean active = packed.isActive(o, i);
                int from = active ? packed.first(o, i) : 0;
                for (int t = 0; t < size; t++) {
                    weights[to + t * GROUP + r] = active ? values[from + t * step] : 0;
                }
            }
        }
    }

    @Override
    public int packingTasks() {
        return Math.ceilDiv(outputs, GROUP);
    }

    @Override
    public void repack(int task, float[] scratch) {
        pack(task);
    }

    @Override
    public String kind() {
        return "deep";
    }

    @Override
    public int tasks() {
        return Math.ceilDiv(size.height(), slabRows);
    }

    @Override
    public int partialRows() {
        return tasks();
    }

    private int productsAt() {
        return Scratch.BASE + sources.count() * sourceStep();
    }

    private int rowsAt() {
        return productsAt() + voxelAt.length * GROUP;
    }

    @Override
    public int scratchFloats() {
        int spare = 2 * inputColumns * BLOCK;
        return rowsAt() + Math.max(spare, slabRows * size.width() * BLOCK);
    }

    @Override
    public long executedFlops() {
        return 2L * weights.length * voxelAt.length * tasks();
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        int y = task * slabRows;
        gather(workspace, y, scratch);
        for (int group = 0; group * GROUP < outputs; group++) {
            int weightAt = group * tapAt.length * GROUP;
            for (int v = 0; v < voxelAt.length; v += VOXELS) {
                multiply(scratch, v, weightAt, productsAt() + v * GROUP);
            }
            for (int o = group * GROUP; o < Math.min(outputs, (group + 1) * GROUP); o++) {
                write(workspace, o, y, task, scratch);
            }
        }
    }

    private void gather(Workspace workspace, int y, float[] scratch) {
        int spare = rowsAt();
        int fromX = -(kw - 1) / 2;
        for (int i = 0; i < sources.count(); i++) {
            for (int r = 0; r < slabInputRows; r++) {
                int fromY = y * stride.height() + r - (kh - 1) / 2;
                int at = Scratch.BASE + i * sourceStep() + r * inputColumns * BLOCK;
                if (stride.depth() == 2) {
                    sources.readEverySecond(workspace, i, 0, fromY, fromX, inputColumns, scratch, at, spare);
                } else {
                    sources.read(workspace, i, 0, fromY, fromX, inputColumns, scratch, at);
                }
            }
        }
    }

    /** Turns products {@code [voxel][output]} into rows of the output's layout. */
    private void write(Workspace workspace, int o, int y, int task, float[] scratch) {
        int depth = size.depth();
        int rowStep = size.width() * BLOCK;
        int from = productsAt() + o % GROUP;
        int to = rowsAt();
        for (int column = 0; column < slabRows * size.width(); column++) {
            for (int z = 0; z < depth; z++) {
                scratch[to + column * BLOCK + z] = scratch[from + (column * depth + z) * GROUP];
            }
        }
        writer.write(workspace, o, 0, y, 0, slabRows, size.width(), scratch, to, rowStep, task);
    }

    private void multiply(float[] data, int voxel, int weightAt, int to) {
        int v0 = voxelAt[voxel];
        int v1 = voxelAt[voxel + 1];
        int v2 = voxelAt[voxel + 2];
        int v3 = voxelAt[voxel + 3];
        int v4 = voxelAt[voxel + 4];
        int v5 = voxelAt[voxel + 5];
        int v6 = voxelAt[voxel + 6];
        int v7 = voxelAt[voxel + 7];
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector b4 = a0;
        FloatVector b5 = a0;
        FloatVector b6 = a0;
        FloatVector b7 = a0;
        int w = weightAt;
        for (int k = 0; k < tapAt.length; k++) {
            int p = tapAt[k];
            FloatVector wa = FloatVector.fromArray(SPECIES, weights, w);
            FloatVector wb = FloatVector.fromArray(SPECIES, weights, w + WIDTH);
            w += GROUP;
            FloatVector d = FloatVector.broadcast(SPECIES, data[p + v0]);
            a0 = d.fma(wa, a0);
            b0 = d.fma(wb, b0);
            d = FloatVector.broadcast(SPECIES, data[p + v1]);
            a1 = d.fma(wa, a1);
            b1 = d.fma(wb, b1);
            d = FloatVector.broadcast(SPECIES, data[p + v2]);
            a2 = d.fma(wa, a2);
            b2 = d.fma(wb, b2);
            d = FloatVector.broadcast(SPECIES, data[p + v3]);
            a3 = d.fma(wa, a3);
            b3 = d.fma(wb, b3);
            d = FloatVector.broadcast(SPECIES, data[p + v4]);
            a4 = d.fma(wa, a4);
            b4 = d.fma(wb, b4);
            d = FloatVector.broadcast(SPECIES, data[p + v5]);
            a5 = d.fma(wa, a5);
            b5 = d.fma(wb, b5);
            d = FloatVector.broadcast(SPECIES, data[p + v6]);
            a6 = d.fma(wa, a6);
            b6 = d.fma(wb, b6);
            d = FloatVector.broadcast(SPECIES, data[p + v7]);
            a7 = d.fma(wa, a7);
            b7 = d.fma(wb, b7);
        }
        a0.intoArray(data, to);
        b0.intoArray(data, to + WIDTH);
        a1.intoArray(data, to + GROUP);
        b1.intoArray(data, to + GROUP + WIDTH);
        a2.intoArray(data, to + 2 * GROUP);
        b2.intoArray(data, to + 2 * GROUP + WIDTH);
        a3.intoArray(data, to + 3 * GROUP);
        b3.intoArray(data, to + 3 * GROUP + WIDTH);
        a4.intoArray(data, to + 4 * GROUP);
        b4.intoArray(data, to + 4 * GROUP + WIDTH);
        a5.intoArray(data, to + 5 * GROUP);
        b5.intoArray(data, to + 5 * GROUP + WIDTH);
        a6.intoArray(data, to + 6 * GROUP);
        b6.intoArray(data, to + 6 * GROUP + WIDTH);
        a7.intoArray(data, to + 7 * GROUP);
        b7.intoArray(data, to + 7 * GROUP + WIDTH);
    }
}
