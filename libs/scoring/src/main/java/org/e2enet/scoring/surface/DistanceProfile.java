package org.e2enet.scoring.surface;

import java.util.Arrays;

/**
 * How much of one surface lies at each distance from the other: the distinct distances in ascending order, each with the
 * weight (area in mm², or number of voxels) found there. Every figure of a surface comparison can be read from it.
 */
public final class DistanceProfile {
    private final double[] distancesMm;
    private final double[] weights;

    private DistanceProfile(double[] distancesMm, double[] weights) {
        this.distancesMm = distancesMm;
        this.weights = weights;
    }

    /** @param distancesMm one distance per surface element, in any order @param weights weight of each element */
    static DistanceProfile of(double[] distancesMm, double[] weights) {
        if (distancesMm.length == 0) {
            throw new IllegalArgumentException("a surface has at least one element");
        }
        double[] sorted = distancesMm.clone();
        Arrays.sort(sorted);
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[distinct - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        double[] distances = Arrays.copyOf(sorted, distinct);
        double[] summed = new double[distinct];
        for (int i = 0; i < distancesMm.length; i++) {
            summed[Arrays.binarySearch(distances, distancesMm[i])] += weights[i];
        }
        return new DistanceProfile(distances, summed);
    }

    /** Both surfaces' elements as one profile. */
    DistanceProfile pooledWith(DistanceProfile other) {
        return of(concatenated(distancesMm, other.distancesMm), concatenated(weights, other.weights));
    }

    private static double[] concatenated(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Weight of the whole surface: summed up as {@link #within} does, so that all of a surface is a share of exactly 1. */
    public double total() {
        return within(Double.POSITIVE_INFINITY);
    }

    /** Weight of the part at most {@code toleranceMm} away (inclusive). */
    public double within(double toleranceMm) {
        double sum = 0;
        for (int i = 0; i < weights.length && distancesMm[i] <= toleranceMm; i++) {
            sum += weights[i];
        }
        return sum;
    }

    public double maxMm() {
        return distancesMm[distancesMm.length - 1];
    }

    /** Mean distance over the surface. */
    public double meanMm() {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += distancesMm[i] * weights[i];
        }
        return sum / total();
    }

    /** The smallest distance within which at least {@code fraction} of the surface lies. */
    double weightedQuantileMm(double fraction) {
        double total = total();
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            if (sum / total >= fraction) {
                return distancesMm[i];
            }
        }
        return maxMm();
    }

    /** Quantile of elements of weight 1, interpolated linearly between the two nearest ranks (NumPy's default). */
    double interpolatedQuantileMm(double fraction) {
        double rank = (total() - 1) * fraction;
        double lower = atRank(Math.floor(rank));
        return lower + (atRank(Math.ceil(rank)) - lower) * (rank - Math.floor(rank));
    }

    private double atRank(double rank) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            if (sum > rank) {
                return distancesMm[i];
            }
        }
        return maxMm();
    }
}
