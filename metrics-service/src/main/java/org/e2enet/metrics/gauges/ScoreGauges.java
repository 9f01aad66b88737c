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
import org.e2enet.history.ClassMeans;
import org.e2enet.history.ModelMeans;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.metrics.standings.DatasetStandings;
import org.e2enet.metrics.standings.ModelStanding;
import org.e2enet.metrics.standings.Standings;

/**
 * Gauges {@code e2enet_dice}, {@code e2enet_nsd} per dataset, model and label (means over cases), {@code e2enet_mean_dice},
 * {@code e2enet_mean_nsd}, {@code e2enet_pt_score}, {@code e2enet_scored_cases}, {@code e2enet_model_params},
 * {@code e2enet_model_flops} per dataset and model. Undefined figures have no series. The number of series is bounded by
 * {@code metrics.gauges.*}: the models of each dataset that were scored last, and labels up to a limit. Thread safe.
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

    /** @param last models of the dataset that were scored last */
    private record Shown(DatasetStandings standings, List<ModelMeans> last) {}

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
        List<Shown> all = standings.datasets().stream().map(this::shown).toList();
        for (Shown shown : all) {
            for (ModelMeans model : shown.last()) {
                List<ClassMeans> classes = standings.classes(shown.standings().dataset(), model);
                Tags tags = Tags.of("dataset", shown.standings().dataset(), "model", model.modelId());
                addClasses(diceRows, classes, tags, ClassMeans::dice);
                addClasses(nsdRows, classes, tags, ClassMeans::nsd);
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

    private void addClasses(
            List<Row<?>> rows, List<ClassMeans> classes, Tags tags, Function<ClassMeans, Double> figure) {
        for (ClassMeans each : classes) {
            Double mean = figure.apply(each);
            if (each.label() <= bounds.maxLabel() && mean != null) {
                rows.add(Row.of(tags.and("label", String.valueOf(each.label())), mean));
            }
        }
    }

    private void show(MultiGauge gauge, List<Shown> all, Function<ModelStanding, OptionalDouble> figure) {
        List<Row<?>> rows = new ArrayList<>();
        for (Shown shown : all) {
            for (ModelMeans each : shown.last()) {
                Tags tags = Tags.of("dataset", shown.standings().dataset(), "model", each.modelId());
                shown.standings()
                        .model(each.modelId())
                        .map(figure)
                        .ifPresent(value -> value.ifPresent(number -> rows.add(Row.of(tags, number))));
            }
        }
        gauge.register(rows, true);
    }

    private Shown shown(String dataset) {
        return new Shown(standings.of(dataset, standings.alphas()), standings.lastScored(dataset, bounds.maxModels()));
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }
}
