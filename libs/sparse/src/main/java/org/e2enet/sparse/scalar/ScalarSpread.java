package org.e2enet.sparse.scalar;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Halo;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/** One task per channel. */
record ScalarSpread(TrainingOperation.Spread spread) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return spread.output().channels();
    }

    @Override
    public void run(int c, Workspace workspace, float[] scratch) {
        TensorBuffer output = spread.output();
        Size3 size = output.size();
        Size3 stride = spread.stride();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    boolean hit = z % stride.depth() == 0 && y % stride.height() == 0 && x % stride.width() == 0;
                    float value = hit
                            ? Voxels.read(
                                    workspace,
                                    spread.inputs().get(c),
                                    z / stride.depth(),
                                    y / stride.height(),
                                    x / stride.width())
                            : 0;
                    workspace.set(output.at(c, z, y, x), value);
                }
            }
        }
        Halo.fill(output, c, workspace, 0);
    }
}
