package org.e2enet.imaging.components;

import java.util.Arrays;
import org.e2enet.contract.Size3;

/** Background that no path over faces leads out of. */
public final class Holes {
    private Holes() {}

    /** Sets every voxel of {@code mask} that is not connected over faces with the array's border. */
    public static void fill(Size3 extent, boolean[] mask) {
        Components background = Components.of(extent, voxel -> !mask[voxel], Connectivity.FACES);
        boolean[] open = new boolean[background.count()];
        background.forEachRun((component, from, to) -> open[component] |= touchesBorder(extent, from, to));
        background.forEachRun((component, from, to) -> {
            if (!open[component]) {
                Arrays.fill(mask, from, to, true);
            }
        });
    }

    private static boolean touchesBorder(Size3 extent, int from, int to) {
        int row = from / extent.width();
        int d = row / extent.height();
        int h = row % extent.height();
        return d == 0
                || d == extent.depth() - 1
                || h == 0
                || h == extent.height() - 1
                || from % extent.width() == 0
                || to % extent.width() == 0;
    }
}
