package org.e2enet.sparse.scalar;

import java.util.Arrays;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.HeadLoss;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/** One task per row of a depth block. */
record ScalarSoftmax(TrainingOperation.Softmax softmax) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return softmax.output().blocks() * softmax.output().size().height();
    }

    @Override
    public int partialRows() {
        return tasks();
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        HeadLoss loss = softmax.loss();
        Size3 size = loss.size();
        int y = task % size.height();
        int block = task / size.height();
        int at = task * loss.partialsPerRow();
        Arrays.fill(workspace.partials(), at, at + loss.partialsPerRow(), 0);
        int planes = Math.min(TensorBuffer.LANES, size.depth() - block * TensorBuffer.LANES);
        for (int x = 0; x < size.width(); x++) {
            for (int lane = 0; lane < planes; lane++) {
                int target = (int) loss.targets()[loss.targetRow(block, y) + x * TensorBuffer.LANES + lane];
                voxel(workspace, block * TensorBuffer.LANES + lane, y, x, target, at);
            }
        }
    }

    private void voxel(Workspace workspace, int z, int y, int x, int target, int at) {
        int classes = softmax.logits().size();
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            max = Math.max(max, Voxels.read(workspace, softmax.logits().get(c), z, y, x));
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += Math.exp(Voxels.read(workspace, softmax.logits().get(c), z, y, x) - max);
        }
        double[] partials = workspace.partials();
        for (int c = 0; c < classes; c++) {
            double logit = Voxels.read(workspace, softmax.logits().get(c), z, y, x) - max;
            double p = Math.exp(logit) / sum;
            workspace.set(softmax.output().at(c, z, y, x), (float) p);
            partials[at + c * HeadLoss.SUMS + 1] += p;
            if (c == target) {
                partials[at + c * HeadLoss.SUMS] += p;
                partials[at + c * HeadLoss.SUMS + 2] += 1;
                partials[at + classes * HeadLoss.SUMS] += Math.log(sum) - logit;
            }
        }
    }
}
