package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.UpWeights;

/**
 * Sparse transposed convolution with kernel = stride: each active kernel gives every input voxel to each output voxel of
 * its window once. A task is one input row × 16 depth positions, all channels.
 */
final class VectorUp implements Kernel {
    private final SourceRows sources;
    private final TensorBuffer output;
    private final Size3 stride;
    private final int outputs;
    private final int taps;
    private final int columns;

    /** Per output the range of its active inputs in {@link #sourceAt}. */
    private final int[] start;

    private final int[] sourceAt;

    private final UpWeights packed;

    private final float[] bias;

    /** Per output, group of four taps, active input: four taps. */
    private final float[] weights;

    VectorUp(Operation.Up up) {
        sources = new SourceRows(up.inputs());
        output = up.output();
        stride = up.stride();
        bias = up.weights().bias();
        outputs = output.channels();
        taps = Math.ceilDiv(up.weights().taps(), Products.TILE) * Products.TILE;
        columns = Math.ceilDiv(sources.size().width(), Products.TILE) * Products.TILE;
        int active = up.weights().active().cardinality();
        start = new int[outputs + 1];
        sourceAt = new int[active];
        weights = new float[active * taps];
        packed = up.weights();
        for (int o = 0; o < outputs; o++) {
            place(o);
            pack(o);
        }
    }

    static boolean fits(Operation.Up up) {
        return up.stride().depth() <= 2;
    }

    private void place(int o) {
        int kernel = start[o];
        for (int i = 0; i < packed.inputs(); i++) {
            if (packed.isActive(i, o)) {
                sourceAt[kernel++] = i * columns * BLOCK;
            }
        }
        start[o + 1] = kernel;
    }

    private void pack(int o) {
        int at = start[o] * taps;
        for (int group = 0; group < taps; group += Products.TILE) {
            for (int k = start[o]; k < start[o + 1]; k++) {
                int i = sourceAt[k] / (columns * BLOCK);
                for (int tap = group; tap < group + Products.TILE; tap++) {
                    weights[at++] = tap < packed.taps() ? packed.weight(i, o, tap) : 0;
                }
            }
        }
    }

    @Override
    public int packingTasks() {
        return outputs;
    }

    @Override
    public void repack(int task, float[] scratch) {
        pack(task);
    }

    @Override
    public String kind() {
        return "up";
    }

    @Override
    public int tasks() {
        return Math.ceilDiv(sources.size().depth(), BLOCK) * sources.size().height();
    }

    @Override
    public int scratchFloats() {
        return Scratch.BASE + (sources.count() + taps) * columns * BLOCK;
    }

    @Override
    public long executedFlops() {
        return 2L * weights.length * columns * BLOCK * tasks();
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        int y = task % sources.size().height();
        int block = task / sources.size().height();
        int rowFloats = columns * BLOCK;
        for (int i = 0; i < sources.count(); i++) {
            sources.read(workspace, i, block * BLOCK, y, 0, columns, scratch, Scratch.BASE + i * rowFloats);
        }
        int products = Scratch.BASE + sources.count() * rowFloats;
        for (int o = 0; o < outputs; o++) {
            int active = start[o + 1] - start[o];
            for (int group = 0; group < taps; group += Products.TILE) {
                int weightAt = start[o] * taps + group * active;
                for (int i = 0; i < rowFloats; i += Products.TILE * BLOCK) {
                    for (int lane = i; lane < i + BLOCK; lane += WIDTH) {
                        Products.tile(
                                scratch,
                                Scratch.BASE + lane,
                                BLOCK,
                                sourceAt,
                                start[o],
                                start[o + 1],
                                weights,
                                weightAt,
                                products + group * rowFloats + lane,
                                rowFloats,
                                BLOCK);
                    }
                }
            }
            if (bias != null) {
                add(bias[o], scratch, products, taps * rowFloats);
            }
            write(workspace.memory(), o, block, y, scratch, products);
        }
    }

    private static void add(float value, float[] data, int at, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector.fromArray(SPECIES, data, at + i).add(value).intoArray(data, at + i);
        }
    }

    private void write(MemorySegment memory, int o, int block, int y, float[] scratch, int products) {
        int rowFloats = columns * BLOCK;
        int width = sources.size().width();
        for (int ky = 0; ky < stride.height(); ky++) {
            int outY = y * stride.height() + ky;
            for (int kx = 0; kx < stride.width(); kx++) {
                int even = products + (ky * stride.width() + kx) * rowFloats;
                int odd = even + stride.height() * stride.width() * rowFloats;
                for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                    if (stride.depth() == 1) {
                        copy(
                                memory,
                                place(o, block, 0, outY, kx) + lane * (long) Float.BYTES,
                                width,
                                scratch,
                                even + lane);
                        continue;
                    }
                    int z = 2 * lane;
                    int outBlock = 2 * block + z / BLOCK;
                    if (outBlock < output.blocks()) {
                        long to = place(o, outBlock, z % BLOCK, outY, kx);
                        interleaveLower(memory, to, width, scratch, even + lane, odd + lane);
                    }
                    z += WIDTH;
                    outBlock = 2 * block + z / BLOCK;
                    if (outBlock < output.blocks()) {
                        long to = place(o, outBlock, z % BLOCK, outY, kx);
                        interleaveUpper(memory, to, width, scratch, even + lane, odd + lane);
                    }
                }
            }
        }
    }

    private long place(int o, int block, int lane, int y, int x) {
        return (output.row(o, block, y) + (long) (x + 1) * BLOCK + lane) * Float.BYTES;
    }

    private long step() {
        return (long) stride.width() * BLOCK * Float.BYTES;
    }

    private void copy(MemorySegment memory, long to, int count, float[] data, int from) {
        long step = step();
        for (int i = 0; i < count; i++) {
            FloatVector.fromArray(SPECIES, data, from + i * BLOCK).intoMemorySegment(memory, to + i * step, ORDER);
        }
    }

    private void interleaveLower(MemorySegment memory, long to, int count, float[] data, int even, int odd) {
        long step = step();
        for (int i = 0; i < count; i++) {
            FloatVector.fromArray(SPECIES, data, even + i * BLOCK)
                    .rearrange(Lanes.LOWER_TWICE)
                    .blend(
                            FloatVector.fromArray(SPECIES, data, odd + i * BLOCK)
                                    .rearrange(Lanes.LOWER_TWICE),
                            Lanes.ODD_LANES)
                    .intoMemorySegment(memory, to + i * step, ORDER);
        }
    }

    private void interleaveUpper(MemorySegment memory, long to, int count, float[] data, int even, int odd) {
        long step = step();
        for (int i = 0; i < count; i++) {
            FloatVector.fromArray(SPECIES, data, even + i * BLOCK)
                    .rearrange(Lanes.UPPER_TWICE)
                    .blend(
                            FloatVector.fromArray(SPECIES, data, odd + i * BLOCK)
                                    .rearrange(Lanes.UPPER_TWICE),
                            Lanes.ODD_LANES)
                    .intoMemorySegment(memory, to + i * step, ORDER);
        }
    }
}
