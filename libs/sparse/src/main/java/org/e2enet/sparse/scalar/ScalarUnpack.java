package org.e2enet.sparse.scalar;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;

/** One task per class. */
record ScalarUnpack(Operation.Unpack unpack) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return unpack.inputs().size();
    }

    @Override
    public void run(int c, Workspace workspace, float[] scratch) {
        Size3 size = unpack.size();
        float[] output = workspace.output(unpack.head());
        int to = c * (int) size.volume();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    output[to++] = Voxels.read(workspace, unpack.inputs().get(c), z, y, x);
                }
            }
        }
    }
}
