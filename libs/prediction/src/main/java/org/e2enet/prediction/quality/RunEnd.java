package org.e2enet.prediction.quality;

import java.util.Arrays;

/** Where a stretch of equal classes ends. */
final class RunEnd {
    /** Shorter ones are found sooner one by one. */
    private static final int SHORT = 4;

    private RunEnd() {}

    /**
     * The first place after {@code from} of another class, {@code to} if there is none.
     *
     * @param from of the stretch's first voxel, before {@code to}
     */
    static int of(short[] classes, int from, int to) {
        short label = classes[from];
        int near = Math.min(from + SHORT, to);
        int at = from + 1;
        while (at < near && classes[at] == label) {
            at++;
        }
        if (at < near || at == to) {
            return at;
        }
        // Compared with itself a voxel further on, many voxels at once.
        int equal = Arrays.mismatch(classes, at - 1, to - 1, classes, at, to);
        return equal < 0 ? to : at + equal;
    }
}
