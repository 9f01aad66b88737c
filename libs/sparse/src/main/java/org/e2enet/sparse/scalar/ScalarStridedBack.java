package org.e2enet.sparse.scalar;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.ConvWeights;
import org.e2enet.sparse.plan.TrainingOperation;

/** One task per channel. */
record ScalarStridedBack(TrainingOperation.StridedBack back) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return back.output().channels();
    }

    @Override
    public void run(int c, Workspace workspace, float[] scratch) {
        Size3 size = back.output().size();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    workspace.set(back.output().at(c, z, y, x), (float) voxel(workspace, c, z, y, x));
                }
            }
        }
    }

    private double voxel(Workspace workspace, int c, int z, int y, int x) {
        ConvWeights weights = back.weights();
        Size3 stride = back.stride();
        double sum = 0;
        for (int i = 0; i < weights.sources(); i++) {
            int fromZ = z - back.zOffset()[i];
            if (back.channel()[i] != c || fromZ % stride.depth() != 0) {
                continue;
            }
            for (int ky = 0; ky < weights.kh(); ky++) {
                int fromY = y - ky + (weights.kh() - 1) / 2;
                for (int kx = 0; fromY % stride.height() == 0 && kx < weights.kw(); kx++) {
                    int fromX = x - kx + (weights.kw() - 1) / 2;
                    if (fromX % stride.width() == 0) {
                        sum += tap(
                                workspace,
                                i,
                                ky,
                                kx,
                                fromZ / stride.depth(),
                                fromY / stride.height(),
                                fromX / stride.width());
                    }
                }
            }
        }
        return sum;
    }

    private double tap(Workspace workspace, int i, int ky, int kx, int z, int y, int x) {
        double sum = 0;
        for (int o = 0; o < back.weights().outputs(); o++) {
            if (back.weights().isActive(o, i)) {
                sum += back.weights().weight(o, i, ky, kx)
                        * Voxels.read(workspace, back.gradients().get(o), z, y, x);
            }
        }
        return sum;
    }
}
