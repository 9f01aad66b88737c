package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Halo;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/**
 * One task per channel. Windows are two depth positions, neighbours in the lanes, or one; the first largest value in the order of
 * depth, rows, columns gets the gradient.
 */
final class VectorPoolGradient implements Kernel {
    private static final VectorShuffle<Float> SWAPPED = VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1);

    private final SourceRows inputs;
    private final SourceRows gradients;
    private final TensorBuffer output;
    private final Size3 stride;
    private final int rowFloats;

    VectorPoolGradient(TrainingOperation.PoolGradient gradient) {
        inputs = new SourceRows(gradient.inputs());
        gradients = new SourceRows(gradient.gradients());
        output = gradient.output();
        stride = gradient.stride();
        rowFloats = output.size().width() * BLOCK;
    }

    /** Windows that fill the volume: what no window covers would have to be cleared. */
    static boolean fits(TrainingOperation.PoolGradient gradient) {
        return gradient.stride().depth() <= 2 && gradient.output().size().isDivisibleBy(gradient.stride());
    }

    @Override
    public String kind() {
        return "pool gradient";
    }

    @Override
    public int tasks() {
        return output.channels();
    }

    private int gradientAt() {
        return Scratch.BASE + stride.height() * rowFloats;
    }

    @Override
    public int scratchFloats() {
        return gradientAt() + gradients.size().width() * BLOCK;
    }

    @Override
    public void run(int c, Workspace workspace, float[] scratch) {
        for (int block = 0; block < output.blocks(); block++) {
            for (int y = 0; y < gradients.size().height(); y++) {
                for (int ky = 0; ky < stride.height(); ky++) {
                    inputs.read(
                            workspace,
                            c,
                            block * BLOCK,
                            y * stride.height() + ky,
                            0,
                            output.size().width(),
                            scratch,
                            Scratch.BASE + ky * rowFloats);
                }
                int coarse = block / stride.depth();
                gradients.read(
                        workspace, c, coarse * BLOCK, y, 0, gradients.size().width(), scratch, gradientAt());
                for (int x = 0; x < gradients.size().width(); x++) {
                    for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                        window(workspace.memory(), c, block, y, x, lane, scratch);
                    }
                }
            }
        }
        Halo.fill(output, c, workspace, 0);
    }

    private void window(MemorySegment memory, int c, int block, int y, int x, int lane, float[] data) {
        int first = Scratch.BASE + x * stride.width() * BLOCK + lane;
        FloatVector max = FloatVector.fromArray(SPECIES, data, first);
        for (int ky = 0; ky < stride.height(); ky++) {
            for (int kx = 0; kx < stride.width(); kx++) {
                FloatVector value = FloatVector.fromArray(SPECIES, data, first + ky * rowFloats + kx * BLOCK);
                max = max.blend(value, value.compare(VectorOperators.GT, max));
            }
        }
        int coarse = gradientAt() + x * BLOCK;
        FloatVector gradient;
        if (stride.depth() == 1) {
            gradient = FloatVector.fromArray(SPECIES, data, coarse + lane);
        } else {
            FloatVector other = max.rearrange(SWAPPED);
            VectorMask<Float> loses = max.compare(VectorOperators.LT, other)
                    .or(max.compare(VectorOperators.EQ, other).and(Lanes.ODD_LANES));
            gradient = Expand.twice(data, coarse, block % 2, lane).blend(0, loses);
        }
        for (int ky = 0; ky < stride.height(); ky++) {
            long row = (output.row(c, block, y * stride.height() + ky) + BLOCK + lane) * Float.BYTES;
            for (int kx = 0; kx < stride.width(); kx++) {
                VectorMask<Float> hit = FloatVector.fromArray(SPECIES, data, first + ky * rowFloats + kx * BLOCK)
                        .compare(VectorOperators.EQ, max);
                FloatVector.zero(SPECIES)
                        .blend(gradient, hit)
                        .intoMemorySegment(memory, row + ((long) x * stride.width() + kx) * BLOCK * Float.BYTES, ORDER);
                gradient = gradient.blend(0, hit);
            }
        }
    }
}
