package org.e2enet.prediction.window;

import java.util.Set;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;

/** Reverses axes of a {@code [channels][d][h][w]} array. Its own inverse. */
record Flip(Set<Axis> axes, Size3 size) {
    /** Writes the flipped source into the target, which must be another array. */
    void copy(float[] source, float[] target, int channels) {
        int voxels = Math.toIntExact(size.volume());
        for (int c = 0, to = 0; c < channels; c++) {
            for (int z = 0; z < size.depth(); z++) {
                for (int y = 0; y < size.height(); y++) {
                    int from = c * voxels + first(z, y);
                    for (int x = 0; x < size.width(); x++) {
                        target[to++] = source[from + step() * x];
                    }
                }
            }
        }
    }

    /** Where the voxel (z, y, 0) is taken from, within a channel. */
    int first(int z, int y) {
        int sourceZ = axes.contains(Axis.DEPTH) ? size.depth() - 1 - z : z;
        int sourceY = axes.contains(Axis.HEIGHT) ? size.height() - 1 - y : y;
        int row = (sourceZ * size.height() + sourceY) * size.width();
        return axes.contains(Axis.WIDTH) ? row + size.width() - 1 : row;
    }

    /** From where a voxel is taken to where the next of its row is: 1 or −1. */
    int step() {
        return axes.contains(Axis.WIDTH) ? -1 : 1;
    }
}
