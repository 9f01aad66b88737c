package org.e2enet.metrics.rest;

import java.util.List;
import java.util.OptionalDouble;
import org.e2enet.metrics.standings.DatasetStandings;
import org.e2enet.metrics.standings.ModelStanding;
import org.e2enet.scoring.evaluation.Mean;

/** A PT table in the units of the paper's tables; undefined figures are absent. */
public record StandingsAnswer(
        String dataset, double alpha1, double alpha2, String flops, List<String> comparisonSet, List<Row> models) {
    /**
     * One model.
     *
     * @param cases scans with a score
     * @param diceCases how many of them the mean Dice rests on
     * @param nsdCases how many of them the mean NSD rests on
     */
    public record Row(
            String modelId,
            int cases,
            Double mDicePercent,
            int diceCases,
            Double mNsdPercent,
            int nsdCases,
            Double paramsM,
            Double flopsG,
            Double pt) {}

    static StandingsAnswer of(DatasetStandings standings) {
        return new StandingsAnswer(
                standings.dataset(),
                standings.alphas().alpha1(),
                standings.alphas().alpha2(),
                standings.flops(),
                standings.comparisonSet(),
                standings.models().stream().map(StandingsAnswer::row).toList());
    }

    private static Row row(ModelStanding model) {
        return new Row(
                model.modelId(),
                model.cases(),
                percent(model.meanDice()),
                model.meanDice().defined(),
                percent(model.meanNsd()),
                model.meanNsd().defined(),
                model.cost() == null ? null : (Double) model.cost().paramsM(),
                model.cost() == null ? null : (Double) model.cost().flopsG(),
                model.pt());
    }

    private static Double percent(Mean mean) {
        OptionalDouble value = mean.value();
        return value.isPresent() ? value.getAsDouble() * 100 : null;
    }
}
