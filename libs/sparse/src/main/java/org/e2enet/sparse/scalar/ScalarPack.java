package org.e2enet.sparse.scalar;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;

/** One task per channel. */
record ScalarPack(Operation.Pack pack) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return pack.output().channels();
    }

    @Override
    public void run(int c, Workspace workspace, float[] scratch) {
        TensorBuffer output = pack.output();
        Size3 size = output.size();
        int from = workspace.inputOffset() + c * (int) size.volume();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    workspace.set(output.at(c, z, y, x), workspace.input()[from++]);
                }
            }
        }
    }
}
