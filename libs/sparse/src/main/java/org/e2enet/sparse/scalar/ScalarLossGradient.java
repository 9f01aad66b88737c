package org.e2enet.sparse.scalar;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.HeadLoss;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/** One task per row of a depth block. */
record ScalarLossGradient(TrainingOperation.LossGradient gradient) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        TensorBuffer buffer = gradient.probabilities();
        return buffer.blocks() * buffer.size().height();
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        HeadLoss loss = gradient.loss();
        Size3 size = loss.size();
        int y = task % size.height();
        int block = task / size.height();
        int planes = Math.min(TensorBuffer.LANES, size.depth() - block * TensorBuffer.LANES);
        for (int x = 0; x < size.width(); x++) {
            for (int lane = 0; lane < planes; lane++) {
                int target = (int) loss.targets()[loss.targetRow(block, y) + x * TensorBuffer.LANES + lane];
                voxel(workspace, block * TensorBuffer.LANES + lane, y, x, target);
            }
        }
    }

    private void voxel(Workspace workspace, int z, int y, int x, int target) {
        HeadLoss loss = gradient.loss();
        TensorBuffer buffer = gradient.probabilities();
        double mean = 0;
        for (int c = 0; c < loss.classes(); c++) {
            mean += workspace.get(buffer.at(c, z, y, x)) * byProbability(loss, c, target);
        }
        for (int c = 0; c < loss.classes(); c++) {
            double p = workspace.get(buffer.at(c, z, y, x));
            double hit = c == target ? 1 : 0;
            double value = p * (byProbability(loss, c, target) - mean) + loss.crossEntropyFactor() * (p - hit);
            workspace.set(buffer.at(c, z, y, x), (float) value);
        }
    }

    private static double byProbability(HeadLoss loss, int c, int target) {
        return loss.allFactor()[c] + (c == target ? loss.hitFactor()[c] : 0);
    }
}
