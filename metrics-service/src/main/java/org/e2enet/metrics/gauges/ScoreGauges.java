package org.e2enet.metrics.gauges;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.e2enet.contract.ScoresComputed.ClassScore;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.metrics.standings.DatasetStandings;
import org.e2enet.metrics.standings.ModelCases;
import org.e2enet.metrics.standings.ModelStanding;
import org.e2enet.metrics.standings.Standings;

/**
 * Gauges {@code e2enet_dice}, {@code e2enet_nsd} per dataset, model and label (means over cases), {@code e2enet_mean_dice},
 * {@code e2enet_mean_nsd}, {@code e2enet_pt_score}, {@code e2enet_scored_cases}, {@code e2enet_model_params},
 * {@code e2enet_model_flops} per dataset and model. Undefined figures have no series. The number of series is bounded by
 * {@code metrics.gauges.*}: the last models of each dataset by id, and labels up to a limit. Thread safe.
 */
@Singleton
public class ScoreGauges {
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private final Standings standings;
    private final MetricsConfig.Gauges bounds;
    private final MultiGauge dice;
    private final MultiGauge nsd;
    private final MultiGauge meanDice;
    private final MultiGauge meanNsd;
    private final MultiGauge ptScore;
    private final MultiGauge cases;
    private final MultiGauge params;
    private final MultiGauge flops;

    ScoreGauges(Standings standings, MetricsConfig config, MeterRegistry meters) {
        this.standings = standings;
        this.bounds = config.gauges();
        this.dice = gauge(meters, "e2enet.dice", "Mean Dice of a class over cases");
        this.nsd = gauge(meters, "e2enet.nsd", "Mean normalised surface Dice of a class over cases");
        this.meanDice = gauge(meters, "e2enet.mean.dice", "Mean over cases of the mean Dice over classes");
        this.meanNsd = gauge(meters, "e2enet.mean.nsd", "Mean over cases of the mean NSD over classes");
        this.ptScore = gauge(meters, "e2enet.pt.score", "PT score within the models scored on the dataset");
        this.cases = gauge(meters, "e2enet.scored.cases", "Cases the means rest on");
        this.params = gauge(meters, "e2enet.model.params", "Active parameters");
        this.flops = gauge(meters, "e2enet.model.flops", "FLOPs of one patch, by the configured convention");
    }

    /** Shows the present standings. */
    public synchronized void update() {
        List<Row<?>> diceRows = new ArrayList<>();
        List<Row<?>> nsdRows = new ArrayList<>();
        List<DatasetStandings> all = standings.datasets().stream()
                .map(dataset -> standings.of(dataset, standings.alphas()))
                .toList();
        for (DatasetStandings dataset : all) {
            for (ModelCases model : lastOf(standings.cases(dataset.dataset()))) {
                Tags tags = Tags.of("dataset", dataset.dataset(), "model", model.modelId());
                addClasses(diceRows, model, tags, ClassScore::dice);
                addClasses(nsdRows, model, tags, ClassScore::nsd);
            }
        }
        dice.register(diceRows, true);
        nsd.register(nsdRows, true);
        show(meanDice, all, model -> model.meanDice().value());
        show(meanNsd, all, model -> model.meanNsd().value());
        show(ptScore, all, model -> model.pt() == null ? OptionalDouble.empty() : OptionalDouble.of(model.pt()));
        show(cases, all, model -> OptionalDouble.of(model.cases()));
        show(
                params,
                all,
                model -> model.cost() == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(model.cost().paramsM() * MEGA));
        show(
                flops,
                all,
                model -> model.cost() == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(model.cost().flopsG() * GIGA));
    }

    private void addClasses(List<Row<?>> rows, ModelCases model, Tags tags, Function<ClassScore, Double> figure) {
        for (int label : model.classNames().headMap(bounds.maxLabel() + 1).keySet()) {
            model.classMean(label, figure)
                    .value()
                    .ifPresent(mean -> rows.add(Row.of(tags.and("label", String.valueOf(label)), mean)));
        }
    }

    private void show(MultiGauge gauge, List<DatasetStandings> all, Function<ModelStanding, OptionalDouble> figure) {
        List<Row<?>> rows = new ArrayList<>();
        for (DatasetStandings dataset : all) {
            for (ModelStanding model : lastOf(dataset.models())) {
                figure.apply(model)
                        .ifPresent(value -> rows.add(
                                Row.of(Tags.of("dataset", dataset.dataset(), "model", model.modelId()), value)));
            }
        }
        gauge.register(rows, true);
    }

    private <T> List<T> lastOf(List<T> models) {
        return models.subList(Math.max(0, models.size() - bounds.maxModels()), models.size());
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }
}
