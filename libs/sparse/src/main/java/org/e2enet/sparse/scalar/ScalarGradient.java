package org.e2enet.sparse.scalar;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Halo;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.GradientPart;
import org.e2enet.sparse.plan.Source;
import org.e2enet.sparse.plan.TrainingOperation;

/** One task per channel: adds the parts, sums, and leads back through the norm in a second pass. */
record ScalarGradient(TrainingOperation.Gradient gradient) implements Kernel {
    @Override
    public String kind() {
        return "scalar";
    }

    @Override
    public int tasks() {
        return gradient.of().channels();
    }

    @Override
    public void run(int c, Workspace workspace, float[] scratch) {
        TensorBuffer output = gradient.output();
        Size3 size = output.size();
        int slot =
                gradient.normGradient().map(norm -> norm.norm().firstSlot() + c).orElse(Source.IDENTITY_SLOT);
        double sum = 0;
        double normSum = 0;
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    float stored = workspace.get(gradient.of().at(c, z, y, x));
                    float g = add(workspace, gradient.parts().get(c), stored, z, y, x);
                    workspace.set(output.at(c, z, y, x), g);
                    sum += g;
                    normSum += g
                            * (workspace.normScale()[slot] * stored + workspace.normOffset()[slot]);
                }
            }
        }
        if (gradient.normGradient().isPresent()) {
            gradient.normGradient().get().beta()[c] += (float) sum;
            gradient.normGradient().get().gamma()[c] += (float) normSum;
            throughNorm(workspace, c, slot, sum / size.volume(), normSum / size.volume());
        } else if (gradient.bias() != null) {
            gradient.bias()[c] += (float) sum;
        }
        Halo.fill(output, c, workspace, 0);
    }

    private static float add(Workspace workspace, List<GradientPart> parts, float stored, int z, int y, int x) {
        float sum = 0;
        for (GradientPart part : parts) {
            float read = Voxels.read(workspace, part.from(), z, y + part.yOffset(), x + part.xOffset());
            boolean isStored = part.slot() == Source.AS_STORED;
            float value = isStored
                    ? stored
                    : workspace.scale()[part.slot()] * stored + workspace.offset()[part.slot()];
            sum += value > 0 ? read : part.slope() * read;
        }
        return sum;
    }

    private void throughNorm(Workspace workspace, int c, int slot, double mean, double normMean) {
        TensorBuffer output = gradient.output();
        Size3 size = output.size();
        double gain = workspace.gain()[slot];
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    long at = output.at(c, z, y, x);
                    double normalised = workspace.normScale()[slot]
                                    * workspace.get(gradient.of().at(c, z, y, x))
                            + workspace.normOffset()[slot];
                    workspace.set(at, (float) (gain * (workspace.get(at) - mean - normalised * normMean)));
                }
            }
        }
    }
}
