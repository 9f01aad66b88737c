package org.e2enet.contract.preparation;

/**
 * Intensities of foreground voxels over a training set (or one scan): what CT normalisation needs. A plain record: it
 * travels as JSON.
 *
 * @param percentile005 0.5th percentile
 * @param percentile995 99.5th percentile
 */
public record IntensityStats(double mean, double standardDeviation, double percentile005, double percentile995) {
    public IntensityStats {
        if (!Double.isFinite(mean)
                || !(standardDeviation >= 0)
                || !(percentile005 <= percentile995)
                || Double.isInfinite(standardDeviation)) {
            throw new IllegalArgumentException("not the statistics of finite intensities: " + mean + " +- "
                    + standardDeviation + ", " + percentile005 + " to " + percentile995);
        }
    }
}
