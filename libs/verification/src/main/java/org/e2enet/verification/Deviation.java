package org.e2enet.verification;

/** Largest absolute differences. */
final class Deviation {
    private Deviation() {}

    /** Infinite where the lengths differ, NaN where a difference is no number. */
    static double max(float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            return Double.POSITIVE_INFINITY;
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
