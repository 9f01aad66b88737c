package org.e2enet.imaging.restore;

import org.e2enet.imaging.rows.ProbabilityRows;
import org.e2enet.imaging.rows.SliceTasks;

/**
 * One slice of class probabilities and, per class and row, the columns where the class may still matter: some class has
 * at least 1 / classes everywhere, so one that stays below half of it cannot be the most probable. With many classes
 * each lives in a small part of the slice, and only that part is worth interpolating. Refilled for every slice.
 */
final class ProbabilitySlice {
    private final int height;
    private final int width;
    private final float hopeless;
    private final float[][] values;
    private final int[][] first;
    private final int[][] last;

    /** @param negligible at most this counts for nothing; half of 1 / classes where only the most probable class is asked for */
    ProbabilitySlice(int classes, int height, int width, float negligible) {
        this.height = height;
        this.width = width;
        hopeless = negligible;
        values = new float[classes][height * width];
        first = new int[classes][height];
        last = new int[classes][height];
    }

    int classes() {
        return values.length;
    }

    void fill(float[][] probabilities) {
        SliceTasks.forEach(values.length, (long) values.length * height * width, label -> {
            System.arraycopy(probabilities[label], 0, values[label], 0, height * width);
            for (int row = 0; row < height; row++) {
                bound(label, row);
            }
        });
    }

    private void bound(int label, int row) {
        float[] plane = values[label];
        int from = row * width;
        int start = ProbabilityRows.BEST.firstAbove(plane, from, from + width, hopeless);
        first[label][row] = start - from;
        last[label][row] = ProbabilityRows.BEST.endAbove(plane, start, from + width, hopeless) - 1 - from;
    }

    /** First column of a row where the class may matter; {@code width} if there is none. */
    int first(int label, int row) {
        return first[label][row];
    }

    /** Last column of a row where the class may matter; below {@link #first} if there is none. */
    int last(int label, int row) {
        return last[label][row];
    }

    /** {@code [height * width]}; not to be changed. */
    float[] plane(int label) {
        return values[label];
    }
}
