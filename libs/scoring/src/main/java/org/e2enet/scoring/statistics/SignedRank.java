package org.e2enet.scoring.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * Wilcoxon's signed-rank test of two models on the same cases, two-sided. Pairs without difference are left out
 * (Wilcoxon's own rule). Up to 50 pairs the p-value is exact, ties included: the ranks' permutation distribution is
 * counted out (Hipparchus' test enumerates sign patterns one by one and keeps equal pairs). Beyond that the normal
 * approximation with tie correction is used.
 *
 * @param meanDifference mean of first − second over all pairs
 * @param rankSum sum of the ranks of pairs where the first model is better
 * @param pairs pairs with a difference
 * @param equalPairs pairs left out
 * @param pValue two-sided; 1 when no pair differs
 * @param exact whether the p-value was counted out
 * @param standardised mean difference in standard deviations of the differences (Cohen's d_z); null where they do not vary
 */
public record SignedRank(
        double meanDifference,
        double rankSum,
        int pairs,
        int equalPairs,
        double pValue,
        boolean exact,
        Double standardised) {
    private static final int EXACT_PAIRS = 50;
    /** Differences equal on paper differ in their last binary digits: they are ties all the same. */
    private static final double RESOLUTION = 1e-12;

    /** @throws org.e2enet.faults.FaultException SCO-121 for no pairs, unequal lengths or values not finite */
    public static SignedRank test(double[] first, double[] second) {
        Samples.require(
                first.length == second.length && first.length > 0,
                first.length + " scores against " + second.length,
                "Compare two models on the same cases, at least one.");
        Samples.requireFinite(first);
        Samples.requireFinite(second);
        double[] all = IntStream.range(0, first.length)
                .mapToDouble(i -> Math.rint((first[i] - second[i]) / RESOLUTION) * RESOLUTION)
                .toArray();
        double[] differences = Arrays.stream(all).filter(d -> d != 0).toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        int equal = all.length - differences.length;
        if (differences.length == 0) {
            return new SignedRank(mean, 0, 0, equal, 1, true, standardised(all, mean));
        }
        double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE)
                .rank(Arrays.stream(differences).map(Math::abs).toArray());
        double rankSum = IntStream.range(0, ranks.length)
                .filter(i -> differences[i] > 0)
                .mapToDouble(i -> ranks[i])
                .sum();
        boolean exact = ranks.length <= EXACT_PAIRS;
        double pValue = exact ? exactPValue(ranks, rankSum) : approximatePValue(ranks, rankSum);
        return new SignedRank(mean, rankSum, ranks.length, equal, pValue, exact, standardised(all, mean));
    }

    /** Effect size, −1 … 1: the share of the rank sum that is for the first model, less the share against it; 0 when no pair differs. */
    public double rankBiserial() {
        double all = pairs * (pairs + 1.0) / 2;
        return pairs == 0 ? 0 : (2 * rankSum - all) / all;
    }

    private static Double standardised(double[] differences, double mean) {
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        double deviation = Math.sqrt(squares / (differences.length - 1));
        return deviation > RESOLUTION ? (Double) (mean / deviation) : null;
    }

    /** Ranks are doubled so that averaged ones are whole; probability[s] is that of the rank sum s/2. */
    private static double exactPValue(double[] ranks, double rankSum) {
        int total = (int) Math.round(Arrays.stream(ranks).sum() * 2);
        double[] probability = new double[total + 1];
        probability[0] = 1;
        for (double rank : ranks) {
            int step = (int) Math.round(rank * 2);
            for (int sum = total; sum >= 0; sum--) {
                probability[sum] = (probability[sum] + (sum >= step ? probability[sum - step] : 0)) / 2;
            }
        }
        int observed = (int) Math.round(rankSum * 2);
        double below = Arrays.stream(probability, 0, observed + 1).sum();
        double above = Arrays.stream(probability, observed, total + 1).sum();
        return Math.min(1, 2 * Math.min(below, above));
    }

    private static double approximatePValue(double[] ranks, double rankSum) {
        double mean = Arrays.stream(ranks).sum() / 2;
        double variance = Arrays.stream(ranks).map(rank -> rank * rank).sum() / 4;
        double z = Math.abs(rankSum - mean) / Math.sqrt(variance);
        return Math.min(1, 2 * new NormalDistribution().cumulativeProbability(-z));
    }
}
