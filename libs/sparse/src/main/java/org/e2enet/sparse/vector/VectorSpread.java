package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Halo;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/** One task per channel. */
final class VectorSpread implements Kernel {
    private final SourceRows sources;
    private final TensorBuffer output;
    private final Size3 stride;

    VectorSpread(TrainingOperation.Spread spread) {
        sources = new SourceRows(spread.inputs());
        output = spread.output();
        stride = spread.stride();
    }

    static boolean fits(TrainingOperation.Spread spread) {
        return spread.stride().depth() <= 2;
    }

    @Override
    public String kind() {
        return "spread";
    }

    @Override
    public int tasks() {
        return output.channels();
    }

    @Override
    public int scratchFloats() {
        return Scratch.BASE + sources.size().width() * BLOCK;
    }

    @Override
    public void run(int c, Workspace workspace, float[] scratch) {
        int width = sources.size().width();
        MemorySegment memory = workspace.memory();
        for (int block = 0; block < output.blocks(); block++) {
            for (int y = 0; y < output.size().height(); y++) {
                long row = (output.row(c, block, y) + BLOCK) * Float.BYTES;
                if (y % stride.height() != 0) {
                    zero(memory, row, output.size().width() * BLOCK);
                    continue;
                }
                int coarse = block / stride.depth();
                sources.read(workspace, c, coarse * BLOCK, y / stride.height(), 0, width, scratch, Scratch.BASE);
                if (stride.width() > 1) {
                    zero(memory, row, output.size().width() * BLOCK);
                }
                write(memory, row, block % stride.depth(), scratch);
            }
        }
        Halo.fill(output, c, workspace, 0);
    }

    private static void zero(MemorySegment memory, long at, int count) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < count; i += WIDTH) {
            zero.intoMemorySegment(memory, at + (long) i * Float.BYTES, ORDER);
        }
    }

    private void write(MemorySegment memory, long row, int half, float[] data) {
        long step = (long) stride.width() * BLOCK * Float.BYTES;
        for (int x = 0; x < sources.size().width(); x++) {
            int at = Scratch.BASE + x * BLOCK;
            for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                FloatVector v = stride.depth() == 1
                        ? FloatVector.fromArray(SPECIES, data, at + lane)
                        : Expand.twice(data, at, half, lane).blend(0, Lanes.ODD_LANES);
                v.intoMemorySegment(memory, row + x * step + (long) lane * Float.BYTES, ORDER);
            }
        }
    }
}
