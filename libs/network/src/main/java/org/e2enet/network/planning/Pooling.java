package org.e2enet.network.planning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.e2enet.contract.Size3;

/**
 * Strides and kernels by nnU-Net's rule (v2 {@code get_pool_and_conv_props}): an axis is halved while it keeps 4 voxels and
 * its spacing is below twice the finest of the axes that can be halved; a kernel extends along an axis from the level on where
 * its spacing is below twice the finest.
 *
 * @param strides from each level to the next, finest first; empty where nothing can be halved
 * @param kernels of each level, one more than strides
 */
public record Pooling(List<Size3> strides, List<Size3> kernels) {
    /** An axis of the coarsest level has at least so many voxels. */
    static final int MIN_EDGE = 4;

    private static final double ANISOTROPY = 2;

    public Pooling {
        strides = List.copyOf(strides);
        kernels = List.copyOf(kernels);
    }

    public static Pooling of(List<Double> spacingMm, Size3 patch) {
        List<Size3> strides = new ArrayList<>();
        List<Size3> kernels = new ArrayList<>();
        double[] spacing = spacingMm.stream().mapToDouble(Double::doubleValue).toArray();
        int[] size = patch.toList().stream().mapToInt(Integer::intValue).toArray();
        int[] kernel = {1, 1, 1};
        for (List<Integer> axes = halved(spacing, size); !axes.isEmpty(); axes = halved(spacing, size)) {
            double finest = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
            int[] stride = {1, 1, 1};
            for (int axis = 0; axis < 3; axis++) {
                kernel[axis] = kernel[axis] == 3 || spacing[axis] / finest < ANISOTROPY ? 3 : 1;
                if (axes.contains(axis)) {
                    stride[axis] = 2;
                }
            }
            for (int axis : axes) {
                spacing[axis] *= 2;
                size[axis] = Math.ceilDiv(size[axis], 2);
            }
            kernels.add(new Size3(kernel[0], kernel[1], kernel[2]));
            strides.add(new Size3(stride[0], stride[1], stride[2]));
        }
        kernels.add(Size3.cube(3));
        return new Pooling(strides, kernels);
    }

    /** Axes that the next stride halves. */
    private static List<Integer> halved(double[] spacing, int[] size) {
        List<Integer> large = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            if (size[axis] >= 2 * MIN_EDGE) {
                large.add(axis);
            }
        }
        double finest = large.stream().mapToDouble(axis -> spacing[axis]).min().orElse(0);
        List<Integer> axes = large.stream()
                .filter(axis -> spacing[axis] / finest < ANISOTROPY)
                .toList();
        // A last axis alone must be worth a level of its own.
        return axes.size() == 1 && size[axes.getFirst()] < 3 * MIN_EDGE ? Collections.emptyList() : axes;
    }

    /** What a patch must be divisible by. */
    public Size3 divisor() {
        return strides.stream().reduce(Size3.cube(1), Size3::times);
    }

    /** The least patch at least as large that is divisible. */
    Size3 padded(Size3 patch) {
        return patch.dividedBy(divisor()).times(divisor());
    }
}
