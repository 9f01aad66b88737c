package org.e2enet.prediction.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Intensities of one channel of a prepared scan, as a network sees them.
 *
 * @param percentiles from the least to the greatest, 101, of voxels that are not the background: where more than one in twenty has the same
 *     value, those that have it are left out
 * @param roughness mean difference of neighbours along the width, in standard deviations: noise raises it, blur lowers it
 */
public record ChannelMeasure(List<Double> percentiles, double roughness) {
    private static final int SAMPLES = 50_000;
    private static final double BACKGROUND_SHARE = 0.05;
    private static final int PERCENT = 100;
    private static final int BINS = 10;

    /** Population stability takes logarithms of shares, which must not be 0. */
    private static final double LEAST_SHARE = 1e-3;

    public ChannelMeasure {
        percentiles = List.copyOf(percentiles);
        if (percentiles.size() != PERCENT + 1) {
            throw new IllegalArgumentException("101 percentiles are wanted, got " + percentiles.size());
        }
    }

    /**
     * Measures every n-th voxel of a channel, 50,000 at most.
     *
     * @param image {@code [C][d·h·w]}
     * @param voxels of one channel
     * @param width of a row
     */
    public static ChannelMeasure of(float[] image, int channel, int voxels, int width) {
        int step = step(voxels, width);
        int first = channel * voxels;
        float[] values = new float[Math.ceilDiv(voxels, step)];
        double differences = 0;
        long pairs = 0;
        for (int n = 0, v = 0; v < voxels; v += step, n++) {
            values[n] = image[first + v];
            if (v % width < width - 1) {
                differences += Math.abs(image[first + v + 1] - values[n]);
                pairs++;
            }
        }
        double deviation = deviation(values);
        double roughness = deviation == 0 || pairs == 0 ? 0 : differences / pairs / deviation;
        Arrays.sort(values);
        return new ChannelMeasure(percentiles(withoutBackground(values)), roughness);
    }

    /**
     * How far the distribution has moved from a reference: population stability index over the reference's deciles. Below 0.1 it is usually
     * taken as the same, above 0.25 as another.
     */
    public double stability(List<Double> reference) {
        return stability(sharesOf(reference), shares(reference));
    }

    /** The shares that a reference has of itself: a tenth each, but where many voxels have one value. */
    public static List<Double> sharesOf(List<Double> reference) {
        return shares(reference, reference);
    }

    /** Shares of voxels between the deciles of a reference, 10 adding up to 1. */
    public List<Double> shares(List<Double> reference) {
        return shares(reference, percentiles);
    }

    /** Population stability index of shares against those a reference has of itself. */
    public static double stability(List<Double> expected, List<Double> actual) {
        double index = 0;
        for (int bin = 0; bin < expected.size(); bin++) {
            double e = Math.max(LEAST_SHARE, expected.get(bin));
            double a = Math.max(LEAST_SHARE, actual.get(bin));
            index += (a - e) * Math.log(a / e);
        }
        return index;
    }

    private static List<Double> shares(List<Double> reference, List<Double> percentiles) {
        List<Double> shares = new ArrayList<>();
        double below = 0;
        for (int bin = 1; bin <= BINS; bin++) {
            double upTo = bin == BINS ? 1 : shareBelow(percentiles, reference.get(bin * PERCENT / BINS));
            shares.add(upTo - below);
            below = upTo;
        }
        return shares;
    }

    private static double shareBelow(List<Double> percentiles, double value) {
        int n = 0;
        while (n <= PERCENT && percentiles.get(n) < value) {
            n++;
        }
        if (n == 0) {
            return 0;
        }
        if (n > PERCENT) {
            return 1;
        }
        double low = percentiles.get(n - 1);
        double high = percentiles.get(n);
        return (n - 1 + (value - low) / (high - low)) / PERCENT;
    }

    /** Odd to rows, so that samples come from all columns. */
    private static int step(int voxels, int width) {
        int step = Math.max(1, voxels / SAMPLES);
        while (step > 1
                && java.math.BigInteger.valueOf(step)
                                .gcd(java.math.BigInteger.valueOf(width))
                                .intValue()
                        > 1) {
            step++;
        }
        return step;
    }

    private static double deviation(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
    }

    /** @param sorted ascending */
    private static float[] withoutBackground(float[] sorted) {
        int start = 0;
        int longestStart = 0;
        int longest = 0;
        for (int n = 1; n <= sorted.length; n++) {
            if (n == sorted.length || sorted[n] != sorted[start]) {
                if (n - start > longest) {
                    longest = n - start;
                    longestStart = start;
                }
                start = n;
            }
        }
        if (longest == sorted.length || longest < BACKGROUND_SHARE * sorted.length) {
            return sorted;
        }
        float[] rest = new float[sorted.length - longest];
        System.arraycopy(sorted, 0, rest, 0, longestStart);
        System.arraycopy(sorted, longestStart + longest, rest, longestStart, rest.length - longestStart);
        return rest;
    }

    private static List<Double> percentiles(float[] sorted) {
        List<Double> percentiles = new ArrayList<>();
        for (int percent = 0; percent <= PERCENT; percent++) {
            double place = percent / (double) PERCENT * (sorted.length - 1);
            int below = (int) place;
            float low = sorted[below];
            float high = sorted[Math.min(below + 1, sorted.length - 1)];
            percentiles.add(low + (place - below) * (high - low));
        }
        return percentiles;
    }
}
