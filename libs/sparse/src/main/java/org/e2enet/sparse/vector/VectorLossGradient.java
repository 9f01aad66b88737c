package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.HeadLoss;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/** One task per row of a depth block: gₖ = pₖ·(dₖ − Σ d·p) + f·(pₖ − oₖ) with d = ∂loss/∂p of Dice and f of the cross-entropy. */
final class VectorLossGradient implements Kernel {
    private static final long FLOAT = Float.BYTES;

    private final TensorBuffer buffer;
    private final HeadLoss loss;
    private final Size3 size;
    private final int row;

    VectorLossGradient(TrainingOperation.LossGradient gradient) {
        buffer = gradient.probabilities();
        loss = gradient.loss();
        size = buffer.size();
        row = size.width() * BLOCK;
    }

    @Override
    public String kind() {
        return "loss gradient";
    }

    @Override
    public int tasks() {
        return buffer.blocks() * size.height();
    }

    @Override
    public int scratchFloats() {
        return Scratch.BASE + row;
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        int y = task % size.height();
        int block = task / size.height();
        int target = loss.targetRow(block, y);
        Arrays.fill(scratch, Scratch.BASE, Scratch.BASE + row, 0);
        for (int c = 0; c < loss.classes(); c++) {
            addProducts(workspace.memory(), at(c, block, y), c, target, scratch);
        }
        for (int c = 0; c < loss.classes(); c++) {
            write(workspace.memory(), at(c, block, y), c, target, scratch);
        }
    }

    private long at(int c, int block, int y) {
        return (buffer.row(c, block, y) + BLOCK) * FLOAT;
    }

    private void addProducts(MemorySegment memory, long from, int c, int target, float[] sums) {
        float all = loss.allFactor()[c];
        float hit = loss.hitFactor()[c] + all;
        for (int i = 0; i < row; i += WIDTH) {
            FloatVector d = FloatVector.broadcast(SPECIES, all)
                    .blend(
                            hit,
                            FloatVector.fromArray(SPECIES, loss.targets(), target + i)
                                    .compare(VectorOperators.EQ, c));
            FloatVector.fromMemorySegment(SPECIES, memory, from + i * FLOAT, ORDER)
                    .fma(d, FloatVector.fromArray(SPECIES, sums, Scratch.BASE + i))
                    .intoArray(sums, Scratch.BASE + i);
        }
    }

    private void write(MemorySegment memory, long at, int c, int target, float[] sums) {
        float factor = loss.crossEntropyFactor();
        // Factor of p: d − Σ d·p + f; and −f where the class is the target.
        float all = loss.allFactor()[c] + factor;
        float hit = loss.hitFactor()[c] + all;
        for (int i = 0; i < row; i += WIDTH) {
            var isTarget =
                    FloatVector.fromArray(SPECIES, loss.targets(), target + i).compare(VectorOperators.EQ, c);
            FloatVector d = FloatVector.broadcast(SPECIES, all).blend(hit, isTarget);
            FloatVector g = FloatVector.fromMemorySegment(SPECIES, memory, at + i * FLOAT, ORDER)
                    .mul(d.sub(FloatVector.fromArray(SPECIES, sums, Scratch.BASE + i)));
            g.sub(factor, isTarget).intoMemorySegment(memory, at + i * FLOAT, ORDER);
        }
    }
}
