package org.e2enet.sparse.scalar;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.Source;

/** One task per channel. */
record ScalarSum(Operation.Sum sum) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return sum.output().channels();
    }

    @Override
    public void run(int c, Workspace workspace, float[] scratch) {
        TensorBuffer output = sum.output();
        Size3 size = output.size();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    float value = 0;
                    for (List<Source> term : sum.terms()) {
                        value += Voxels.read(workspace, term.get(c), z, y + sum.yOffsets()[c], x + sum.xOffsets()[c]);
                    }
                    workspace.set(output.at(c, z, y, x), value);
                }
            }
        }
        if (sum.norm().isPresent()) {
            Voxels.sumUp(workspace, output, c);
        }
    }
}
