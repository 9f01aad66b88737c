package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.HeadLoss;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/** One task per row of a depth block, pass by pass in the cache. */
final class VectorSoftmax implements Kernel {
    private static final long FLOAT = Float.BYTES;

    /** Rows beside one per class: largest logit, sum of exponentials, logit of the target. */
    private static final int ROWS = 3;

    private final SourceRows logits;
    private final TensorBuffer output;
    private final HeadLoss loss;
    private final Size3 size;
    private final int row;

    VectorSoftmax(TrainingOperation.Softmax softmax) {
        logits = new SourceRows(softmax.logits());
        output = softmax.output();
        loss = softmax.loss();
        size = output.size();
        row = size.width() * BLOCK;
    }

    @Override
    public String kind() {
        return "softmax";
    }

    @Override
    public int tasks() {
        return output.blocks() * size.height();
    }

    @Override
    public int partialRows() {
        return tasks();
    }

    private int classAt(int c) {
        return Scratch.BASE + (ROWS + c) * row;
    }

    private int sumsAt() {
        return classAt(loss.classes());
    }

    @Override
    public int scratchFloats() {
        return sumsAt() + HeadLoss.SUMS * BLOCK;
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        int y = task % size.height();
        int block = task / size.height();
        int inside = Math.min(BLOCK, size.depth() - block * BLOCK);
        int at = task * loss.partialsPerRow();
        int max = Scratch.BASE;
        int sum = Scratch.BASE + row;
        int hit = Scratch.BASE + 2 * row;
        Arrays.fill(scratch, max, max + row, Float.NEGATIVE_INFINITY);
        Arrays.fill(scratch, sum, sum + row, 0);
        for (int c = 0; c < loss.classes(); c++) {
            logits.read(workspace, c, block * BLOCK, y, 0, size.width(), scratch, classAt(c));
            greater(scratch, classAt(c), max, row);
        }
        int target = loss.targetRow(block, y);
        for (int c = 0; c < loss.classes(); c++) {
            exponentials(scratch, classAt(c), max, sum, hit, loss.targets(), target, c, row);
        }
        double crossEntropy = 0;
        for (int x = 0; x < size.width(); x++) {
            for (int lane = 0; lane < inside; lane++) {
                int i = x * BLOCK + lane;
                crossEntropy += Math.log(scratch[sum + i]) - scratch[hit + i];
            }
        }
        workspace.partials()[at + loss.classes() * HeadLoss.SUMS] = crossEntropy;
        for (int c = 0; c < loss.classes(); c++) {
            long to = (output.row(c, block, y) + BLOCK) * FLOAT;
            probabilities(workspace.memory(), to, scratch, classAt(c), sum, target, c);
            for (int which = 0; which < HeadLoss.SUMS; which++) {
                double lanes = 0;
                for (int lane = 0; lane < inside; lane++) {
                    lanes += scratch[sumsAt() + which * BLOCK + lane];
                }
                workspace.partials()[at + c * HeadLoss.SUMS + which] = lanes;
            }
        }
    }

    private static void greater(float[] data, int from, int max, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(SPECIES, data, from + i);
            FloatVector m = FloatVector.fromArray(SPECIES, data, max + i);
            m.blend(v, v.compare(VectorOperators.LT, m).not()).intoArray(data, max + i);
        }
    }

    /** Logits become their exponentials below the largest. */
    private static void exponentials(
            float[] data, int at, int max, int sum, int hit, float[] targets, int target, int c, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x =
                    FloatVector.fromArray(SPECIES, data, at + i).sub(FloatVector.fromArray(SPECIES, data, max + i));
            VectorMask<Float> isTarget =
                    FloatVector.fromArray(SPECIES, targets, target + i).compare(VectorOperators.EQ, c);
            x.intoArray(data, hit + i, isTarget);
            FloatVector e = Exponential.of(x);
            e.intoArray(data, at + i);
            e.add(FloatVector.fromArray(SPECIES, data, sum + i)).intoArray(data, sum + i);
        }
    }

    private void probabilities(MemorySegment memory, long to, float[] data, int at, int sum, int target, int c) {
        for (int lane = 0; lane < BLOCK; lane += WIDTH) {
            FloatVector hits = FloatVector.zero(SPECIES);
            FloatVector all = hits;
            FloatVector targets = hits;
            for (int i = lane; i < row; i += BLOCK) {
                FloatVector p =
                        FloatVector.fromArray(SPECIES, data, at + i).div(FloatVector.fromArray(SPECIES, data, sum + i));
                p.intoMemorySegment(memory, to + i * FLOAT, ORDER);
                VectorMask<Float> isTarget = FloatVector.fromArray(SPECIES, loss.targets(), target + i)
                        .compare(VectorOperators.EQ, c);
                all = all.add(p);
                hits = hits.add(p, isTarget);
                targets = targets.add(1, isTarget);
            }
            hits.intoArray(data, sumsAt() + lane);
            all.intoArray(data, sumsAt() + BLOCK + lane);
            targets.intoArray(data, sumsAt() + 2 * BLOCK + lane);
        }
    }
}
