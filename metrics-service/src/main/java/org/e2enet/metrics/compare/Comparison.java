package org.e2enet.metrics.compare;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.e2enet.history.Means;
import org.e2enet.metrics.compare.ComparisonReport.Pair;
import org.e2enet.metrics.compare.ComparisonReport.Sweep;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.metrics.standings.DatasetStandings;
import org.e2enet.metrics.standings.ModelCases;
import org.e2enet.metrics.standings.Standings;
import org.e2enet.scoring.figure.SweepFigure;
import org.e2enet.scoring.statistics.Friedman;
import org.e2enet.scoring.statistics.Holm;
import org.e2enet.scoring.statistics.Interval;
import org.e2enet.scoring.statistics.Limits;
import org.e2enet.scoring.statistics.SignedRank;
import org.e2enet.scoring.tradeoff.Alphas;

/** Draws a report from the archive. Thread safe. */
@Singleton
public class Comparison {
    private static final double LEVEL = 0.05;

    private final Standings standings;
    private final Means means;
    private final MetricsConfig.Intervals intervals;

    Comparison(Standings standings, Means means, MetricsConfig config) {
        this.standings = standings;
        this.means = means;
        this.intervals = config.intervals();
    }

    public ComparisonReport of(String dataset, Alphas alphas) {
        List<ModelCases> models = standings.cases(dataset);
        List<Sweep> sweep = SweepFigure.RATIOS.stream()
                .map(ratio -> sweep(standings.of(dataset, new Alphas(ratio * 0.5, 0.5))))
                .toList();
        return new ComparisonReport(
                standings.of(dataset, alphas), intervals(models), pairs(dataset, models), ranks(models), sweep);
    }

    private static Sweep sweep(DatasetStandings standings) {
        SortedMap<String, Double> scores = new TreeMap<>();
        standings.models().stream()
                .filter(model -> model.pt() != null)
                .forEach(model -> scores.put(model.modelId(), model.pt()));
        return new Sweep(standings.alphas(), scores);
    }

    private Map<String, Interval> intervals(List<ModelCases> models) {
        SortedMap<String, Interval> byModel = new TreeMap<>();
        for (ModelCases model : models) {
            double[] dice = dice(model, List.copyOf(model.definedScans()));
            if (dice.length > 0) {
                byModel.put(
                        model.modelId(),
                        Interval.ofMean(dice, intervals.confidence(), intervals.resamples(), intervals.seed()));
            }
        }
        return byModel;
    }

    private List<Pair> pairs(String dataset, List<ModelCases> models) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            for (int j = i + 1; j < models.size(); j++) {
                pair(dataset, models.get(i), models.get(j), pairs);
            }
        }
        double[] corrected =
                Holm.adjusted(pairs.stream().mapToDouble(Pair::pValue).toArray());
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> withHolm(pairs.get(i), corrected[i]))
                .toList();
    }

    private void pair(String dataset, ModelCases first, ModelCases second, List<Pair> pairs) {
        List<String> shared = sharedScans(List.of(first, second));
        if (shared.isEmpty()) {
            return;
        }
        SignedRank test = SignedRank.test(dice(first, shared), dice(second, shared));
        pairs.add(new Pair(
                first.modelId(),
                second.modelId(),
                shared.size(),
                test.meanDifference(),
                test.pValue(),
                test.pValue(),
                test.rankBiserial(),
                test.standardised(),
                Limits.of(shared.size(), LEVEL).sentence(),
                means.differences(dataset, first.modelId(), second.modelId())));
    }

    private static Pair withHolm(Pair pair, double corrected) {
        return new Pair(
                pair.first(),
                pair.second(),
                pair.cases(),
                pair.meanDiceDifference(),
                pair.pValue(),
                corrected,
                pair.rankBiserial(),
                pair.standardised(),
                pair.limits(),
                pair.classes());
    }

    /** Friedman and Nemenyi over the cases all models have; null for fewer than two such cases or models. */
    public Friedman ranks(String dataset) {
        return ranks(standings.cases(dataset));
    }

    private static Friedman ranks(List<ModelCases> models) {
        List<String> shared = models.size() < 2 ? List.of() : sharedScans(models);
        if (shared.size() < 2) {
            return null;
        }
        double[][] scores = shared.stream()
                .map(scan -> models.stream()
                        .mapToDouble(model -> model.dice(scan).orElseThrow())
                        .toArray())
                .toArray(double[][]::new);
        return Friedman.test(models.stream().map(ModelCases::modelId).toList(), scores, LEVEL);
    }

    private static List<String> sharedScans(List<ModelCases> models) {
        SortedSet<String> shared = models.getFirst().definedScans();
        models.forEach(model -> shared.retainAll(model.definedScans()));
        return List.copyOf(shared);
    }

    private static double[] dice(ModelCases model, List<String> scans) {
        return scans.stream()
                .mapToDouble(scan -> model.dice(scan).orElseThrow())
                .toArray();
    }
}
