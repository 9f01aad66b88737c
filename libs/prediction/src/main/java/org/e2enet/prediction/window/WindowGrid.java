package org.e2enet.prediction.window;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;

/**
 * Where the windows start along each axis: every combination of the three lists is one window, so that the windows cover
 * the image. nnU-Net's rule: n = ceil((size − patch) / (patch·step)) + 1 positions, evenly spaced over size − patch and
 * rounded half to even.
 *
 * @param depth ascending starts along the depth axis in voxels, first 0
 * @param height the same along the height axis
 * @param width the same along the width axis
 */
public record WindowGrid(List<Integer> depth, List<Integer> height, List<Integer> width) {
    public WindowGrid {
        depth = List.copyOf(depth);
        height = List.copyOf(height);
        width = List.copyOf(width);
    }

    /**
     * The grid of an image.
     *
     * @param image extents of the image, on every axis at least those of the patch (pad first)
     * @param step distance of neighbouring windows in patches, 0 &lt; step ≤ 1
     */
    public static WindowGrid of(Size3 image, Size3 patch, double step) {
        return new WindowGrid(
                starts(image.depth(), patch.depth(), step),
                starts(image.height(), patch.height(), step),
                starts(image.width(), patch.width(), step));
    }

    /** Number of windows. */
    public int count() {
        return Math.multiplyExact(Math.multiplyExact(depth.size(), height.size()), width.size());
    }

    private static List<Integer> starts(int size, int patch, double step) {
        if (size < patch) {
            throw new IllegalArgumentException("the image (" + size + ") must be padded to the patch (" + patch + ")");
        }
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException("0 < step <= 1 is wanted, got " + step);
        }
        int last = size - patch;
        int count = (int) Math.ceil(last / (patch * step)) + 1;
        double spacing = count > 1 ? (double) last / (count - 1) : 0;
        List<Integer> starts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            starts.add((int) Math.rint(spacing * i));
        }
        return starts;
    }
}
