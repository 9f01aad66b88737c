package org.e2enet.prediction.window;

import java.util.Arrays;
import org.e2enet.contract.Size3;

/**
 * Weighted sums of the slices that windows may still touch: one patch deep, used round and round. Windows come in
 * ascending depth; slices before the next window's start are final and leave.
 */
final class SliceRing {
    private final Size3 patch;
    private final int classes;
    private final Padding padding;
    private final GaussianMap gaussian;
    private final GaussianMap.AxisSums weightSums;
    private final Averaging averaging;
    private final float[][] sums;
    private final float[][] slice;
    private int firstOpen;

    SliceRing(Size3 patch, int classes, Padding padding, WindowGrid grid, Averaging averaging) {
        this.patch = patch;
        this.classes = classes;
        this.padding = padding;
        this.gaussian = new GaussianMap(patch);
        this.weightSums = gaussian.sums(grid, padding.padded());
        this.averaging = averaging;
        int plane = padding.padded().height() * padding.padded().width();
        // One array per class and depth: the volume of a large scan would not fit into a single array.
        this.sums = new float[classes * patch.depth()][plane];
        this.slice =
                new float[classes][padding.image().height() * padding.image().width()];
    }

    static long bytes(Size3 patch, int classes, Padding padding) {
        long plane = (long) padding.padded().height() * padding.padded().width();
        long imagePlane = (long) padding.image().height() * padding.image().width();
        return Float.BYTES * classes * (patch.depth() * plane + imagePlane);
    }

    /** Adds a window's output {@code [classes][d][h][w]}, weighted. */
    void add(float[] output, int z, int y, int x) {
        int width = padding.padded().width();
        int source = 0;
        for (int c = 0; c < classes; c++) {
            for (int dz = 0; dz < patch.depth(); dz++) {
                float[] plane = plane(c, z + dz);
                for (int dy = 0; dy < patch.height(); dy++) {
                    int target = (y + dy) * width + x;
                    for (int dx = 0; dx < patch.width(); dx++) {
                        plane[target + dx] += gaussian.weight(dz, dy, dx) * output[source++];
                    }
                }
            }
        }
    }

    /** Hands on all slices before a depth of the padded image and makes room for later ones. */
    void finishBefore(int depth, SliceSink sink) {
        for (; firstOpen < depth; firstOpen++) {
            int z = firstOpen - padding.beforeDepth();
            if (z >= 0 && z < padding.image().depth()) {
                normalise(firstOpen);
                sink.accept(z, slice);
            }
            for (int c = 0; c < classes; c++) {
                Arrays.fill(plane(c, firstOpen), 0);
            }
        }
    }

    private float[] plane(int ofClass, int z) {
        return sums[ofClass * patch.depth() + z % patch.depth()];
    }

    private void normalise(int z) {
        int height = padding.image().height();
        int width = padding.image().width();
        for (int y = 0; y < height; y++) {
            int paddedY = y + padding.beforeHeight();
            double ofRow = weightSums.depth()[z] * weightSums.height()[paddedY];
            int source = paddedY * padding.padded().width() + padding.beforeWidth();
            for (int x = 0; x < width; x++) {
                float factor = (float) (1 / (ofRow * weightSums.width()[x + padding.beforeWidth()]));
                for (int c = 0; c < classes; c++) {
                    slice[c][y * width + x] = plane(c, z)[source + x] * factor;
                }
            }
        }
        if (averaging == Averaging.LOGITS) {
            Softmax.apply(slice);
        }
    }
}
