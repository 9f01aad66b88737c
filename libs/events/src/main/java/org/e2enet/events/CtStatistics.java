package org.e2enet.events;

/**
 * Foreground intensities of a training set, in the images' own unit: what CT normalisation clips to and scales by.
 *
 * @param percentile005 0.5 %
 * @param percentile995 99.5 %
 */
public record CtStatistics(double mean, double standardDeviation, double percentile005, double percentile995) {
    public CtStatistics {
        Check.within(mean, -Double.MAX_VALUE, Double.MAX_VALUE, "mean");
        Check.within(standardDeviation, 0, Double.MAX_VALUE, "standardDeviation");
        Check.within(percentile005, -Double.MAX_VALUE, percentile995, "percentile005");
    }
}
