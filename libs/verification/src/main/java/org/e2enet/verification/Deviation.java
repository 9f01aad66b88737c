package org.e2enet.verification;

/** Largest absolute differences. */
final class Deviation {
    private Deviation() {}

    /** Infinite where the lengths differ, NaN where a difference is no number or there is nothing to compare. */
    static double max(float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            return Double.POSITIVE_INFINITY;
        }
        if (expected.length == 0) {
            return Double.NaN;
        }
        double max = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) expected[i] - actual[i]);
            if (Double.isNaN(difference)) {
                return Double.NaN;
            }
            max = Math.max(max, difference);
        }
        return max;
    }
}
