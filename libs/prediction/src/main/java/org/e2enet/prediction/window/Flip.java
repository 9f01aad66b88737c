package org.e2enet.prediction.window;

import java.util.Set;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;

/** Reverses axes of a {@code [channels][d][h][w]} array. Its own inverse. */
record Flip(Set<Axis> axes, Size3 size) {
    /** Writes the flipped source into the target, which must be another array. */
    void copy(float[] source, float[] target, int channels) {
        walk(channels, (from, to, stride, count) -> {
            for (int i = 0; i < count; i++) {
                target[to + i] = source[from + stride * i];
            }
        });
    }

    /** Adds factor · flipped source to the target. */
    void add(float[] source, float factor, float[] target, int channels) {
        walk(channels, (from, to, stride, count) -> {
            for (int i = 0; i < count; i++) {
                target[to + i] += factor * source[from + stride * i];
            }
        });
    }

    private void walk(int channels, Row row) {
        boolean reverseWidth = axes.contains(Axis.WIDTH);
        int width = size.width();
        for (int c = 0; c < channels; c++) {
            for (int z = 0; z < size.depth(); z++) {
                int sourceZ = axes.contains(Axis.DEPTH) ? size.depth() - 1 - z : z;
                for (int y = 0; y < size.height(); y++) {
                    int sourceY = axes.contains(Axis.HEIGHT) ? size.height() - 1 - y : y;
                    int to = ((c * size.depth() + z) * size.height() + y) * width;
                    int from = ((c * size.depth() + sourceZ) * size.height() + sourceY) * width;
                    row.copy(reverseWidth ? from + width - 1 : from, to, reverseWidth ? -1 : 1, width);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Row {
        void copy(int from, int to, int stride, int count);
    }
}
