package org.e2enet.prediction.window;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.safetensors.Tensor;

/** The sliding window straight from its definition, voxel by voxel in double: the oracle. One channel, no padding. */
final class Formula {
    private Formula() {}

    static float[] probabilities(
            Tensor scan, Size3 image, Size3 patch, int classes, WindowSettings settings, List<CompiledNetwork> models) {
        int voxels = Math.toIntExact(image.volume());
        double[] sums = new double[classes * voxels];
        double[] weights = new double[voxels];
        WindowGrid grid = WindowGrid.of(image, patch, settings.step());
        for (int z0 : grid.depth()) {
            for (int y0 : grid.height()) {
                for (int x0 : grid.width()) {
                    for (int mirror = 0; mirror < 8; mirror++) {
                        if (!allowed(mirror, settings.mirrorAxes())) {
                            continue;
                        }
                        for (CompiledNetwork model : models) {
                            addWindow(scan, image, patch, classes, settings, model, mirror, z0, y0, x0, sums, weights);
                        }
                    }
                }
            }
        }
        float[] result = new float[sums.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (sums[i] / weights[i % voxels]);
        }
        if (settings.averaging() == Averaging.LOGITS) {
            Softmax.apply(result, classes);
        }
        return result;
    }

    private static boolean allowed(int mirror, Set<Axis> axes) {
        return Arrays.stream(Axis.values()).allMatch(axis -> !flipped(mirror, axis) || axes.contains(axis));
    }

    private static boolean flipped(int mirror, Axis axis) {
        return (mirror >> axis.ordinal() & 1) == 1;
    }

    private static void addWindow(
            Tensor scan,
            Size3 image,
            Size3 patch,
            int classes,
            WindowSettings settings,
            CompiledNetwork model,
            int mirror,
            int z0,
            int y0,
            int x0,
            double[] sums,
            double[] weights) {
        int patchVoxels = Math.toIntExact(patch.volume());
        int[] imageIndex = new int[patchVoxels];
        double[] weight = new double[patchVoxels];
        float[] input = new float[patchVoxels];
        for (int p = 0; p < patchVoxels; p++) {
            int z = at(p / (patch.height() * patch.width()), patch.depth(), flipped(mirror, Axis.DEPTH));
            int y = at(p / patch.width() % patch.height(), patch.height(), flipped(mirror, Axis.HEIGHT));
            int x = at(p % patch.width(), patch.width(), flipped(mirror, Axis.WIDTH));
            imageIndex[p] = ((z0 + z) * image.height() + y0 + y) * image.width() + x0 + x;
            weight[p] = gauss(z, patch.depth()) * gauss(y, patch.height()) * gauss(x, patch.width());
            input[p] = scan.values()[imageIndex[p]];
        }
        float[] output = model.forward(input, 1).getFirst();
        if (settings.averaging() == Averaging.PROBABILITIES) {
            Softmax.apply(output, classes);
        }
        for (int p = 0; p < patchVoxels; p++) {
            weights[imageIndex[p]] += weight[p];
            for (int c = 0; c < classes; c++) {
                sums[c * weights.length + imageIndex[p]] += weight[p] * output[c * patchVoxels + p];
            }
        }
    }

    private static int at(int index, int extent, boolean flipped) {
        return flipped ? extent - 1 - index : index;
    }

    private static double gauss(int index, int extent) {
        return Math.exp(-0.5 * Math.pow((index - extent / 2) / (extent / 8.0), 2));
    }
}
