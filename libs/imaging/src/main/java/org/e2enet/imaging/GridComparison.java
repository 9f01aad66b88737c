package org.e2enet.imaging;

import org.e2enet.contract.Size3;

/**
 * Two images of one scan, compared voxel by voxel where they lie in the patient, whatever the order of their axes.
 *
 * @param voxels of the first image
 * @param outside those whose place lies outside of the second
 * @param differing those whose value differs there
 * @param largestGapMm largest distance from a voxel's centre to the centre it was compared with
 */
public record GridComparison(long voxels, long outside, long differing, double largestGapMm) {

    /** Compares first channels. */
    public static GridComparison of(Volume first, Volume second) {
        Size3 mine = first.extent();
        Size3 theirs = second.extent();
        Affine there = second.geometry().affine().inverse();
        Affine here = first.geometry().affine();
        Affine back = second.geometry().affine();
        long outside = 0;
        long differing = 0;
        double largest = 0;
        int voxel = 0;
        for (int k = 0; k < mine.depth(); k++) {
            for (int j = 0; j < mine.height(); j++) {
                for (int i = 0; i < mine.width(); i++, voxel++) {
                    double[] place = here.apply(i, j, k);
                    double[] index = there.apply(place[0], place[1], place[2]);
                    int w = (int) Math.rint(index[0]);
                    int h = (int) Math.rint(index[1]);
                    int d = (int) Math.rint(index[2]);
                    if (w < 0 || h < 0 || d < 0 || w >= theirs.width() || h >= theirs.height() || d >= theirs.depth()) {
                        outside++;
                        continue;
                    }
                    double[] met = back.apply(w, h, d);
                    largest = Math.max(
                            largest, Math.hypot(Math.hypot(met[0] - place[0], met[1] - place[1]), met[2] - place[2]));
                    if (first.channel(0)[voxel] != second.channel(0)[theirs.offset(d, h, w)]) {
                        differing++;
                    }
                }
            }
        }
        return new GridComparison(mine.volume(), outside, differing, largest);
    }
}
