package org.e2enet.sparse.training;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.HeadLoss;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;

/** Labels of one sample as every head wants them. A task is a row of a depth block of the finest head. */
final class HeadTargets implements Phase {
    private final List<HeadLoss> losses;
    private final Size3 patch;
    private short[] labels;
    private int sample;

    HeadTargets(List<HeadLoss> losses, Size3 patch) {
        this.losses = losses;
        this.patch = patch;
    }

    void bind(short[] batchLabels, int index) {
        labels = batchLabels;
        sample = index;
    }

    @Override
    public int tasks() {
        return blocks(patch) * patch.height();
    }

    private static int blocks(Size3 size) {
        return Math.ceilDiv(size.depth(), TensorBuffer.LANES);
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        int block = task / patch.height();
        int y = task % patch.height();
        for (int head = 0; head < losses.size(); head++) {
            HeadLoss loss = losses.get(head);
            if (block < blocks(loss.size()) && y < loss.size().height()) {
                loss.fillTargets(labels, sample, patch, block, y);
            }
        }
    }
}
