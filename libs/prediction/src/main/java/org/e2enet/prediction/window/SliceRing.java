package org.e2enet.prediction.window;

import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.Flip;

/**
 * Weighted sums of the slices that windows may still touch: one patch deep, used round and round. Windows come in
 * ascending depth; slices before the next window's start are final and leave.
 */
final class SliceRing {
    private final Size3 patch;
    private final Padding padding;
    private final GaussianMap gaussian;
    private final GaussianMap.AxisSums weightSums;
    private final Averaging averaging;
    private final ClassSums sums;
    private final float[][] slice;
    private int firstOpen;

    SliceRing(Size3 patch, int classes, Padding padding, WindowGrid grid, Averaging averaging, long ceilingBytes) {
        this.patch = patch;
        this.padding = padding;
        this.gaussian = new GaussianMap(patch);
        this.weightSums = gaussian.sums(grid, padding.padded());
        this.averaging = averaging;
        int width = padding.padded().width();
        sums = ClassSums.of(
                classes, patch.depth(), padding.padded().height() * width, width, ceiling(averaging, ceilingBytes));
        slice = new float[classes][padding.image().height() * padding.image().width()];
    }

    static long bytes(Size3 patch, int classes, Padding padding, Averaging averaging, long ceilingBytes) {
        long plane = (long) padding.padded().height() * padding.padded().width();
        long imagePlane = (long) padding.image().height() * padding.image().width();
        return ClassSums.bytes(classes, patch.depth(), plane, ceiling(averaging, ceilingBytes))
                + Float.BYTES * classes * imagePlane;
    }

    /** Logits may be far below zero, so that no class is out before the last window: they are summed up for all. */
    private static long ceiling(Averaging averaging, long ceilingBytes) {
        return averaging == Averaging.LOGITS ? Long.MAX_VALUE : ceilingBytes;
    }

    /**
     * Adds what a network gave for a window, weighted. Slices are independent of each other and run on all cores.
     *
     * @param output {@code [classes][d][h][w]} of the flipped window; may be changed
     * @param share of this output among those of the window
     */
    void add(float[] output, Flip flip, float share, int z, int y, int x) {
        int width = padding.padded().width();
        IntStream.range(0, patch.depth()).parallel().forEach(dz -> {
            float[] weights = new float[patch.width()];
            for (int dy = 0; dy < patch.height(); dy++) {
                gaussian.row(dz, dy, share, weights);
                sums.add(plane(z + dz), (y + dy) * width + x, weights, output, flip.first(dz, dy), flip.step());
            }
        });
    }

    /** Hands on all slices before a depth of the padded image and makes room for later ones. */
    void finishBefore(int depth, SliceSink sink) {
        for (; firstOpen < depth; firstOpen++) {
            int z = firstOpen - padding.beforeDepth();
            if (z >= 0 && z < padding.image().depth()) {
                normalise(firstOpen);
                sink.accept(z, slice);
            }
            sums.clear(plane(firstOpen));
        }
    }

    /** Voxels handed on whose most probable class is not proven. */
    long undecided() {
        return sums.undecided();
    }

    private int plane(int z) {
        return z % patch.depth();
    }

    private void normalise(int z) {
        int width = padding.image().width();
        IntStream.range(0, padding.image().height()).parallel().forEach(y -> {
            int paddedY = y + padding.beforeHeight();
            double ofRow = weightSums.depth()[z] * weightSums.height()[paddedY];
            float[] factors = new float[width];
            double[] ofColumns = weightSums.width();
            int before = padding.beforeWidth();
            for (int x = 0; x < width; x++) {
                factors[x] = (float) (1 / (ofRow * ofColumns[x + before]));
            }
            int source = paddedY * padding.padded().width() + padding.beforeWidth();
            sums.read(plane(z), source, factors, slice, y * width);
        });
        if (averaging == Averaging.LOGITS) {
            Softmax.apply(slice);
        }
    }
}
