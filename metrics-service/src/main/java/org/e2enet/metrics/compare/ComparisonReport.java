package org.e2enet.metrics.compare;

import java.util.List;
import java.util.Map;
import org.e2enet.metrics.standings.DatasetStandings;
import org.e2enet.scoring.statistics.Friedman;
import org.e2enet.scoring.statistics.Interval;
import org.e2enet.scoring.tradeoff.Alphas;

/**
 * All a reader needs to compare the models of a dataset.
 *
 * @param standings PT table with its comparison set and weights
 * @param intervals by model id, of the mean Dice over cases; a model without a defined case has none
 * @param pairs every two models on the cases both have, p-values corrected together by Holm
 * @param ranks Friedman and Nemenyi over the cases all models have; null for fewer than two such cases or models
 * @param sweep PT scores of the same set under other weights (Fig. 8)
 */
public record ComparisonReport(
        DatasetStandings standings,
        Map<String, Interval> intervals,
        List<Pair> pairs,
        Friedman ranks,
        List<Sweep> sweep) {
    /**
     * Two models on the cases both were scored on.
     *
     * @param cases how many
     * @param meanDiceDifference first − second
     * @param pValue of the signed-rank test, two-sided
     * @param holmPValue the same, corrected for all pairs of the report
     * @param rankBiserial effect size, −1 … 1: for the first model where above 0
     * @param standardised mean difference in standard deviations of the differences; null where they do not vary
     * @param limits what so many cases cannot show, for people
     * @param classes differences class by class
     */
    public record Pair(
            String first,
            String second,
            int cases,
            double meanDiceDifference,
            double pValue,
            double holmPValue,
            double rankBiserial,
            Double standardised,
            String limits,
            List<ClassDifference> classes) {}

    /**
     * One class of two models, over the cases where both are defined.
     *
     * @param cases how many
     * @param meanDiceDifference first − second; null when there are none
     */
    public record ClassDifference(int label, String name, int cases, Double meanDiceDifference) {}

    /** PT scores by model id under one pair of weights. */
    public record Sweep(Alphas alphas, Map<String, Double> pt) {}
}
