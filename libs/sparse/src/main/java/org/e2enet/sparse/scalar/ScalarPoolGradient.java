package org.e2enet.sparse.scalar;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Halo;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Source;
import org.e2enet.sparse.plan.TrainingOperation;

/** One task per channel. */
record ScalarPoolGradient(TrainingOperation.PoolGradient gradient) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return gradient.output().channels();
    }

    @Override
    public void run(int c, Workspace workspace, float[] scratch) {
        TensorBuffer output = gradient.output();
        Size3 size = output.size();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    workspace.set(output.at(c, z, y, x), 0);
                }
            }
        }
        Size3 pooled = gradient.gradients().getFirst().buffer().size();
        for (int z = 0; z < pooled.depth(); z++) {
            for (int y = 0; y < pooled.height(); y++) {
                for (int x = 0; x < pooled.width(); x++) {
                    window(c, workspace, z, y, x);
                }
            }
        }
        Halo.fill(output, c, workspace, 0);
    }

    private void window(int c, Workspace workspace, int z, int y, int x) {
        Source input = gradient.inputs().get(c);
        Size3 stride = gradient.stride();
        float max = Float.NEGATIVE_INFINITY;
        long place = -1;
        for (int kz = 0; kz < stride.depth(); kz++) {
            for (int ky = 0; ky < stride.height(); ky++) {
                for (int kx = 0; kx < stride.width(); kx++) {
                    int fineZ = z * stride.depth() + kz;
                    int fineY = y * stride.height() + ky;
                    int fineX = x * stride.width() + kx;
                    float value = Voxels.read(workspace, input, fineZ, fineY, fineX);
                    if (place < 0 || value > max) {
                        max = value;
                        place = gradient.output().at(c, fineZ, fineY, fineX);
                    }
                }
            }
        }
        workspace.set(place, Voxels.read(workspace, gradient.gradients().get(c), z, y, x));
    }
}
