package org.e2enet.prediction.window;

import org.e2enet.contract.Size3;

/**
 * How much a voxel of a window counts, by its distance from the window's centre: a Gaussian with σ = extent/8 about voxel
 * extent div 2, scaled to a maximum of 1. nnU-Net cuts it at 4σ, which is the window's border, so nothing is lost, and the
 * smallest weight (about e⁻²⁴ in a corner) is never zero.
 *
 * <p>The map is a product of one profile per axis; as the windows form a grid, so is the sum of all windows' weights.
 * No volume of weights is ever needed.
 */
public final class GaussianMap {
    private final float[] depth;
    private final float[] height;
    private final float[] width;

    public GaussianMap(Size3 patch) {
        this.depth = profile(patch.depth());
        this.height = profile(patch.height());
        this.width = profile(patch.width());
    }

    /** Weight of a voxel of the window. */
    public float weight(int z, int y, int x) {
        return depth[z] * height[y] * width[x];
    }

    /** Weights of a row of the window, each times a factor. */
    void row(int z, int y, float factor, float[] target) {
        float ofRow = depth[z] * height[y];
        for (int x = 0; x < target.length; x++) {
            target[x] = factor * (ofRow * width[x]);
        }
    }

    /** All weights, {@code [d][h][w]}, w fastest. */
    public float[] toArray() {
        float[] map = new float[depth.length * height.length * width.length];
        int index = 0;
        for (float ofDepth : depth) {
            for (float ofHeight : height) {
                float ofRow = ofDepth * ofHeight;
                for (float ofWidth : width) {
                    map[index++] = ofRow * ofWidth;
                }
            }
        }
        return map;
    }

    /** The sum of all windows' weights over an image, as one factor per axis. */
    AxisSums sums(WindowGrid grid, Size3 image) {
        return new AxisSums(
                sum(depth, grid.depth(), image.depth()),
                sum(height, grid.height(), image.height()),
                sum(width, grid.width(), image.width()));
    }

    /** Factors of the summed weights: at (z, y, x) the windows' weights sum up to depth[z]·height[y]·width[x]. */
    record AxisSums(double[] depth, double[] height, double[] width) {}

    private static float[] profile(int extent) {
        int centre = extent / 2;
        double sigma = extent / 8.0;
        float[] profile = new float[extent];
        for (int i = 0; i < extent; i++) {
            double distance = (i - centre) / sigma;
            profile[i] = (float) Math.exp(-0.5 * distance * distance);
        }
        return profile;
    }

    private static double[] sum(float[] profile, Iterable<Integer> starts, int size) {
        double[] sum = new double[size];
        for (int start : starts) {
            for (int i = 0; i < profile.length; i++) {
                sum[start + i] += profile[i];
            }
        }
        return sum;
    }
}
