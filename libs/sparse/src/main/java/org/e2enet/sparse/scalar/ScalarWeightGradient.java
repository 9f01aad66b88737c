package org.e2enet.sparse.scalar;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingOperation;

/** One task per output channel. */
record ScalarWeightGradient(TrainingOperation.WeightGradient gradient) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return gradient.outputs().size();
    }

    @Override
    public void run(int o, Workspace workspace, float[] scratch) {
        int sources = gradient.inputs().size();
        int taps = gradient.kh() * gradient.kw();
        for (int i = 0; i < sources; i++) {
            if (!gradient.active().get(o * sources + i)) {
                continue;
            }
            for (int tap = 0; tap < taps; tap++) {
                gradient.into()[(o * sources + i) * taps + tap] +=
                        (float) sum(workspace, o, i, tap / gradient.kw(), tap % gradient.kw());
            }
        }
    }

    private double sum(Workspace workspace, int o, int i, int ky, int kx) {
        Size3 size = gradient.outputs().getFirst().buffer().size();
        Size3 stride = gradient.stride();
        double sum = 0;
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    double out = Voxels.read(workspace, gradient.outputs().get(o), z, y, x);
                    sum += out
                            * Voxels.read(
                                    workspace,
                                    gradient.inputs().get(i),
                                    z * stride.depth(),
                                    y * stride.height() + ky - gradient.top(),
                                    x * stride.width() + kx - gradient.left());
                }
            }
        }
        return sum;
    }
}
