package org.e2enet.prediction.quality;

import java.util.Arrays;

/**
 * Counts connected components of every class while slices come by, of 26 neighbours: the runs of equal class in the rows of two slices and
 * one number per part of a component are held. A segmentation of more parts than that has places for is counted up to there; in a slice of
 * noise every run counts as a part of its own, which is more than there are. Not thread safe.
 */
final class SliceComponents {
    /** Far more than any segmentation worth the name has; a place takes 4 bytes. */
    static final int MOST_PARTS = 1 << 20;

    /**
     * A slice with more than a run for every two voxels is noise: a structure's runs are as long as it is wide. Joining them took most of all measuring,
     * to know how many parts a segmentation has of which nothing can be used.
     */
    private static final int VOXELS_PER_RUN = 2;

    /** A smaller slice may be made of structures of few voxels. */
    private static final int LEAST_NOISE = 1024;

    private static final int NONE = -1;

    private final int height;
    private final int width;
    private final int[] counts;
    private Runs before;
    private Runs here;
    private int[] parents = new int[1024];
    private int parts;

    SliceComponents(int classes, int height, int width) {
        this.height = height;
        this.width = width;
        counts = new int[classes];
        before = new Runs(height, width);
        here = new Runs(height, width);
    }

    /** At most: where every voxel is a run of its own. */
    static long bytes(int height, int width) {
        return 2L * Runs.BYTES * height * width + (long) Integer.BYTES * MOST_PARTS;
    }

    /** @param classes of the next slice's voxels, {@code [h·w]} */
    void accept(short[] classes) {
        Runs old = before;
        before = here;
        here = old;
        here.count = 0;
        for (int y = 0; y < height; y++) {
            here.first[y] = here.count;
            findRuns(classes, y * width);
        }
        here.first[height] = here.count;
        Arrays.fill(here.part, 0, here.count, NONE);
        if (isNoise(here.count)) {
            countEach();
        } else {
            joinAll();
        }
    }

    private boolean isNoise(int runs) {
        return height * width >= LEAST_NOISE && runs > height * width / VOXELS_PER_RUN;
    }

    private void countEach() {
        for (int run = 0; run < here.count; run++) {
            counts[here.label[run]]++;
        }
    }

    private void joinAll() {
        for (int y = 0; y < height; y++) {
            if (y > 0) {
                join(y, here, y - 1);
            }
            for (int other = Math.max(0, y - 1); other <= Math.min(height - 1, y + 1); other++) {
                join(y, before, other);
            }
            for (int run = here.first[y]; run < here.first[y + 1]; run++) {
                if (here.part[run] == NONE) {
                    here.part[run] = begin(here.label[run]);
                }
            }
        }
    }

    /** Components by class; that of the background is not counted. */
    int[] counts() {
        return counts.clone();
    }

    private void findRuns(short[] classes, int from) {
        int x = 0;
        while (x < width) {
            short label = classes[from + x];
            int start = x;
            x = RunEnd.of(classes, from + x, from + width) - from;
            if (label > 0) {
                here.add(label, start, x - 1);
            }
        }
    }

    /** Joins the runs of a row of this slice with those of another row that they touch, if only at a corner. */
    private void join(int y, Runs others, int row) {
        int next = others.first[row];
        int end = others.first[row + 1];
        for (int run = here.first[y]; run < here.first[y + 1] && next < end; run++) {
            while (next < end && others.last[next] < here.start[run] - 1) {
                next++;
            }
            for (int other = next; other < end && others.start[other] <= here.last[run] + 1; other++) {
                if (others.label[other] == here.label[run]
                        && others.part[other] != NONE
                        && others.part[other] != here.part[run]) {
                    here.part[run] = joined(here.part[run], others.part[other], here.label[run]);
                }
            }
        }
    }

    private int joined(int found, int otherPart, short label) {
        int root = root(otherPart);
        if (found == NONE) {
            return root;
        }
        int own = root(found);
        if (own == root) {
            return root;
        }
        int least = Math.min(root, own);
        parents[Math.max(root, own)] = least;
        counts[label]--;
        return least;
    }

    private int begin(short label) {
        if (parts == MOST_PARTS) {
            return NONE;
        }
        if (parts == parents.length) {
            parents = Arrays.copyOf(parents, Math.min(2 * parts, MOST_PARTS));
        }
        counts[label]++;
        parents[parts] = parts;
        return parts++;
    }

    private int root(int part) {
        int root = part;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    /** Runs of a slice, row by row; background is none. */
    private static final class Runs {
        static final int BYTES = 3 * Integer.BYTES + Short.BYTES;

        /** Of each row, and at the end one that is not there. */
        private final int[] first;

        private int[] start = new int[64];
        /** Column, inclusive. */
        private int[] last = new int[64];

        private int[] part = new int[64];
        private short[] label = new short[64];
        private final int most;
        private int count;

        Runs(int height, int width) {
            first = new int[height + 1];
            most = Math.max(start.length, height * width);
        }

        void add(short ofLabel, int from, int to) {
            if (count == start.length) {
                int more = Math.min(count + count / 2, most);
                start = Arrays.copyOf(start, more);
                last = Arrays.copyOf(last, more);
                part = Arrays.copyOf(part, more);
                label = Arrays.copyOf(label, more);
            }
            start[count] = from;
            last[count] = to;
            label[count] = ofLabel;
            count++;
        }
    }
}
