package org.e2enet.sparse.scalar;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.ConvWeights;
import org.e2enet.sparse.plan.Operation;

/** One task per output channel. */
record ScalarConv(Operation.Conv conv) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return conv.output().channels();
    }

    @Override
    public void run(int o, Workspace workspace, float[] scratch) {
        TensorBuffer output = conv.output();
        Size3 size = output.size();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    workspace.set(output.at(o, z, y, x), (float) voxel(workspace, o, z, y, x));
                }
            }
        }
        if (conv.norm().isPresent()) {
            Voxels.sumUp(workspace, output, o);
        }
    }

    private double voxel(Workspace workspace, int o, int z, int y, int x) {
        ConvWeights weights = conv.weights();
        Size3 stride = conv.stride();
        double sum = weights.bias() == null ? 0 : weights.bias()[o];
        for (int i = 0; i < weights.sources(); i++) {
            if (!weights.isActive(o, i)) {
                continue;
            }
            for (int ky = 0; ky < weights.kh(); ky++) {
                for (int kx = 0; kx < weights.kw(); kx++) {
                    int fromY = y * stride.height() + ky - (weights.kh() - 1) / 2;
                    int fromX = x * stride.width() + kx - (weights.kw() - 1) / 2;
                    sum += weights.weight(o, i, ky, kx)
                            * Voxels.read(workspace, conv.inputs().get(i), z * stride.depth(), fromY, fromX);
                }
            }
        }
        return sum;
    }
}
