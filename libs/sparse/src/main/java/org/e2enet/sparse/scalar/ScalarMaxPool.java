package org.e2enet.sparse.scalar;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.Source;

/** One task per channel. */
record ScalarMaxPool(Operation.MaxPool pool) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return pool.output().channels();
    }

    @Override
    public void run(int c, Workspace workspace, float[] scratch) {
        TensorBuffer output = pool.output();
        Size3 size = output.size();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    workspace.set(
                            output.at(c, z, y, x), max(workspace, pool.inputs().get(c), z, y, x));
                }
            }
        }
    }

    private float max(Workspace workspace, Source source, int z, int y, int x) {
        Size3 stride = pool.stride();
        float max = Float.NEGATIVE_INFINITY;
        for (int kz = 0; kz < stride.depth(); kz++) {
            for (int ky = 0; ky < stride.height(); ky++) {
                for (int kx = 0; kx < stride.width(); kx++) {
                    max = Math.max(
                            max,
                            Voxels.read(
                                    workspace,
                                    source,
                                    z * stride.depth() + kz,
                                    y * stride.height() + ky,
                                    x * stride.width() + kx));
                }
            }
        }
        return max;
    }
}
