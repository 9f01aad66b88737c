package org.e2enet.network.engine;

import java.util.Set;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;

/** Reverses axes of an array {@code [channels][d][h][w]} as networks take and give it. Its own inverse. */
public record Flip(Set<Axis> axes, Size3 size) {
    /** Writes the flipped source into the target, which must be another array. */
    public void copy(float[] source, float[] target, int channels) {
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

    /** Flips one channel where it is. @param offset of its first voxel */
    public void inPlace(float[] values, int offset) {
        forEachPair((a, b) -> {
            float kept = values[offset + a];
            values[offset + a] = values[offset + b];
            values[offset + b] = kept;
        });
    }

    /** As {@link #inPlace(float[], int)}. */
    public void inPlace(short[] values, int offset) {
        forEachPair((a, b) -> {
            short kept = values[offset + a];
            values[offset + a] = values[offset + b];
            values[offset + b] = kept;
        });
    }

    /** Where the voxel (z, y, 0) is taken from, within a channel. */
    public int first(int z, int y) {
        int sourceZ = axes.contains(Axis.DEPTH) ? size.depth() - 1 - z : z;
        int sourceY = axes.contains(Axis.HEIGHT) ? size.height() - 1 - y : y;
        int row = (sourceZ * size.height() + sourceY) * size.width();
        return axes.contains(Axis.WIDTH) ? row + size.width() - 1 : row;
    }

    /** From where a voxel is taken to where the next of its row is: 1 or −1. */
    public int step() {
        return axes.contains(Axis.WIDTH) ? -1 : 1;
    }

    private interface Swap {
        void swap(int a, int b);
    }

    /** Pairs of voxels that change places, each once. */
    private void forEachPair(Swap swap) {
        for (int z = 0, at = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                int other = first(z, y);
                for (int x = 0; x < size.width(); x++, at++, other += step()) {
                    if (at < other) {
                        swap.swap(at, other);
                    }
                }
            }
        }
    }
}
