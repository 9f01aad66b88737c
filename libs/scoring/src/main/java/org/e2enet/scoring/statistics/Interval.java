package org.e2enet.scoring.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Confidence interval of a mean by the percentile bootstrap: cases are drawn with replacement, the mean taken, again and
 * again. The same seed gives the same interval on every machine.
 *
 * @param mean of the values themselves
 * @param low lower end
 * @param high upper end
 * @param confidence share of resampled means inside, for example 0.95
 * @param values how many values the mean rests on
 * @param resamples how many means were drawn
 * @param seed what the draws began with
 */
public record Interval(double mean, double low, double high, double confidence, int values, int resamples, long seed) {
    private static final String GENERATOR = "L64X128MixRandom";

    /** @throws org.e2enet.faults.FaultException SCO-121 for no values, values not finite, or an impossible confidence */
    public static Interval ofMean(double[] values, double confidence, int resamples, long seed) {
        Samples.require(values.length > 0, "no values to take a mean of", "Score at least one case.");
        Samples.require(
                confidence > 0 && confidence < 1 && resamples > 0,
                "confidence " + confidence + " with " + resamples + " resamples",
                "Give a confidence between 0 and 1 and at least one resample.");
        Samples.requireFinite(values);
        RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
        double[] means = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            double sum = 0;
            for (int draw = 0; draw < values.length; draw++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        double tail = (1 - confidence) / 2;
        return new Interval(
                Arrays.stream(values).sum() / values.length,
                quantile(means, tail),
                quantile(means, 1 - tail),
                confidence,
                values.length,
                resamples,
                seed);
    }

    private static double quantile(double[] sorted, double fraction) {
        double rank = (sorted.length - 1) * fraction;
        double lower = sorted[(int) Math.floor(rank)];
        return lower + (sorted[(int) Math.ceil(rank)] - lower) * (rank - Math.floor(rank));
    }
}
