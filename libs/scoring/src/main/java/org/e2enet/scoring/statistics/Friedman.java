package org.e2enet.scoring.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * Friedman's test of several models on the same cases, with Nemenyi's critical difference of average ranks: what the
 * diagram of Fig. 7 shows. Source: Demšar, "Statistical comparisons of classifiers over multiple data sets", JMLR 7 (2006),
 * section 3.2; the statistic is corrected for ties.
 *
 * @param models names, in the order given
 * @param averageRanks per model, 1 is best
 * @param cases how many cases were ranked
 * @param chiSquare the statistic
 * @param pValue that all models are equal; 1 when every case ties all models
 * @param level of Nemenyi's test, for example 0.05
 * @param criticalDifference models whose average ranks differ by less are not told apart
 * @param groups the diagram's thick bars: largest sets of models not told apart, best first
 */
public record Friedman(
        List<String> models,
        List<Double> averageRanks,
        int cases,
        double chiSquare,
        double pValue,
        double level,
        double criticalDifference,
        List<List<String>> groups) {
    /** Kendall's W, 0 … 1: how far the cases agree in their ranking of the models. */
    public double agreement() {
        return chiSquare / (cases * (models.size() - 1.0));
    }

    /**
     * @param models names, at least two
     * @param scores [case][model], higher is better
     * @throws org.e2enet.faults.FaultException SCO-121 for fewer than two models or cases, ragged rows or values not finite
     */
    public static Friedman test(List<String> models, double[][] scores, double level) {
        int k = models.size();
        int n = scores.length;
        Samples.require(
                k >= 2 && n >= 2 && Arrays.stream(scores).allMatch(row -> row.length == k),
                n + " cases of " + k + " models, or rows of other lengths",
                "Compare at least two models on at least two cases, all of them scored.");
        Samples.require(level > 0 && level < 1, "a level of " + level, "Give a level between 0 and 1.");
        NaturalRanking ranking = new NaturalRanking(TiesStrategy.AVERAGE);
        double[] rankSums = new double[k];
        double squares = 0;
        for (double[] row : scores) {
            Samples.requireFinite(row);
            double[] ranks =
                    ranking.rank(Arrays.stream(row).map(score -> -score).toArray());
            for (int model = 0; model < k; model++) {
                rankSums[model] += ranks[model];
                squares += ranks[model] * ranks[model];
            }
        }
        double expected = n * k * (k + 1.0) * (k + 1.0) / 4;
        double between = Arrays.stream(rankSums).map(sum -> sum * sum).sum() - n * expected;
        double within = squares - expected;
        double chiSquare = within == 0 ? 0 : (k - 1) * between / within;
        List<Double> averages =
                Arrays.stream(rankSums).map(sum -> sum / n).boxed().toList();
        double difference =
                StudentizedRange.criticalValue(k, level) / Math.sqrt(2) * Math.sqrt(k * (k + 1) / (6.0 * n));
        return new Friedman(
                List.copyOf(models),
                averages,
                n,
                chiSquare,
                1 - new ChiSquaredDistribution(k - 1).cumulativeProbability(chiSquare),
                level,
                difference,
                groups(models, averages, difference));
    }

    private static List<List<String>> groups(List<String> models, List<Double> averages, double difference) {
        List<Integer> order = IntStream.range(0, models.size())
                .boxed()
                .sorted(Comparator.comparing(averages::get))
                .toList();
        List<List<String>> groups = new ArrayList<>();
        int covered = 0;
        for (int first = 0; first < order.size(); first++) {
            int end = first + 1;
            while (end < order.size() && averages.get(order.get(end)) - averages.get(order.get(first)) < difference) {
                end++;
            }
            if (end - first > 1 && end > covered) {
                groups.add(order.subList(first, end).stream().map(models::get).toList());
            }
            covered = Math.max(covered, end);
        }
        return groups;
    }
}
