package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;

/** Max pooling with kernel = stride. A task is one channel's block of 16 depth positions. */
final class VectorMaxPool implements Kernel {
    private final SourceRows sources;
    private final TensorBuffer output;
    private final Size3 stride;
    private final int inputColumns;

    VectorMaxPool(Operation.MaxPool pool) {
        sources = new SourceRows(pool.inputs());
        output = pool.output();
        stride = pool.stride();
        inputColumns = output.size().width() * stride.width();
    }

    static boolean fits(Operation.MaxPool pool) {
        return pool.stride().depth() <= 2;
    }

    @Override
    public String kind() {
        return "pool";
    }

    @Override
    public int tasks() {
        return output.channels() * output.blocks();
    }

    /** A row of maxima for each depth block that is read, and one row as it is read. */
    @Override
    public int scratchFloats() {
        return Scratch.BASE + (stride.depth() + 1) * inputColumns * BLOCK;
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        int channel = task / output.blocks();
        int block = task % output.blocks();
        int rowFloats = inputColumns * BLOCK;
        int spare = Scratch.BASE + stride.depth() * rowFloats;
        for (int y = 0; y < output.size().height(); y++) {
            for (int part = 0; part < stride.depth(); part++) {
                int z = (stride.depth() * block + part) * BLOCK;
                int maxima = Scratch.BASE + part * rowFloats;
                sources.read(workspace, channel, z, y * stride.height(), 0, inputColumns, scratch, maxima);
                for (int ky = 1; ky < stride.height(); ky++) {
                    sources.read(workspace, channel, z, y * stride.height() + ky, 0, inputColumns, scratch, spare);
                    max(scratch, maxima, spare, rowFloats);
                }
                alongX(scratch, maxima);
            }
            write(workspace, channel, block, y, scratch);
        }
    }

    /** Not {@code a.max(b)}: its rules for NaN and −0 cost five instructions more. */
    private static FloatVector greater(FloatVector a, FloatVector b) {
        return a.blend(b, b.compare(VectorOperators.GT, a));
    }

    private static void max(float[] data, int into, int with, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            greater(FloatVector.fromArray(SPECIES, data, into + i), FloatVector.fromArray(SPECIES, data, with + i))
                    .intoArray(data, into + i);
        }
    }

    private void alongX(float[] data, int at) {
        for (int x = 0; x < output.size().width(); x++) {
            for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                int from = at + x * stride.width() * BLOCK + lane;
                FloatVector max = FloatVector.fromArray(SPECIES, data, from);
                for (int kx = 1; kx < stride.width(); kx++) {
                    max = greater(max, FloatVector.fromArray(SPECIES, data, from + kx * BLOCK));
                }
                max.intoArray(data, at + x * BLOCK + lane);
            }
        }
    }

    private void write(Workspace workspace, int channel, int block, int y, float[] data) {
        int upper = Scratch.BASE + inputColumns * BLOCK;
        for (int x = 0; x < output.size().width(); x++) {
            for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                long to = (output.row(channel, block, y) + (long) (x + 1) * BLOCK + lane) * Float.BYTES;
                if (stride.depth() == 1) {
                    FloatVector.fromArray(SPECIES, data, Scratch.BASE + x * BLOCK + lane)
                            .intoMemorySegment(workspace.memory(), to, ORDER);
                    continue;
                }
                int from = (2 * lane < BLOCK ? Scratch.BASE + 2 * lane : upper + 2 * lane - BLOCK) + x * BLOCK;
                int next = WIDTH == BLOCK ? upper + x * BLOCK : from + WIDTH;
                FloatVector a = FloatVector.fromArray(SPECIES, data, from);
                FloatVector b = FloatVector.fromArray(SPECIES, data, next);
                FloatVector even = a.rearrange(Lanes.EVEN).blend(b.rearrange(Lanes.EVEN), Lanes.UPPER);
                FloatVector odd = a.rearrange(Lanes.ODD).blend(b.rearrange(Lanes.ODD), Lanes.UPPER);
                greater(even, odd).intoMemorySegment(workspace.memory(), to, ORDER);
            }
        }
    }
}
