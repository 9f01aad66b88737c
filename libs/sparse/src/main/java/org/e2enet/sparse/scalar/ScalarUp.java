package org.e2enet.sparse.scalar;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.UpWeights;

/** One task per output channel. */
record ScalarUp(Operation.Up up) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return up.output().channels();
    }

    @Override
    public void run(int o, Workspace workspace, float[] scratch) {
        TensorBuffer output = up.output();
        Size3 size = output.size();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    workspace.set(output.at(o, z, y, x), (float) voxel(workspace, o, z, y, x));
                }
            }
        }
    }

    private double voxel(Workspace workspace, int o, int z, int y, int x) {
        Size3 stride = up.stride();
        UpWeights weights = up.weights();
        int tap = (z % stride.depth() * stride.height() + y % stride.height()) * stride.width() + x % stride.width();
        double sum = weights.bias() == null ? 0 : weights.bias()[o];
        for (int i = 0; i < weights.inputs(); i++) {
            if (weights.isActive(i, o)) {
                float value = Voxels.read(
                        workspace, up.inputs().get(i), z / stride.depth(), y / stride.height(), x / stride.width());
                sum += weights.weight(i, o, tap) * value;
            }
        }
        return sum;
    }
}
