package org.e2enet.benchmarks;

import java.util.Arrays;

/** The middle of some values. */
public final class Median {
    private Median() {}

    /** Of at least one value. */
    public static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
