package org.e2enet.metrics.standings;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ModelCosts;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.metrics.standings.ModelStanding.Cost;
import org.e2enet.metrics.storage.ScoreArchive;
import org.e2enet.scoring.tradeoff.Alphas;
import org.e2enet.scoring.tradeoff.Method;
import org.e2enet.scoring.tradeoff.TradeOff;

/** Draws the standings from the archive. Thread safe. */
@Singleton
public class Standings {
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private final ScoreArchive archive;
    private final Catalogue catalogue;
    private final MetricsConfig.TradeOff tradeOff;
    private final Map<String, Cost> costs = new ConcurrentHashMap<>();
    private final Map<String, Drawn> drawn = new ConcurrentHashMap<>();

    /** @param version of the dataset's scores that the models were drawn from */
    private record Drawn(long version, List<ModelCases> models) {}

    Standings(ScoreArchive archive, Catalogue catalogue, MetricsConfig config) {
        this.archive = archive;
        this.catalogue = catalogue;
        this.tradeOff = config.tradeOff();
    }

    public SortedSet<String> datasets() {
        return archive.all().stream()
                .map(score -> score.value().dataset())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The configured weights. */
    public Alphas alphas() {
        return new Alphas(tradeOff.alpha1(), tradeOff.alpha2());
    }

    /** Models of a dataset, by id, case by case; drawn anew only when a score of it came or went. */
    public List<ModelCases> cases(String dataset) {
        long version = archive.version(dataset);
        Drawn known = drawn.get(dataset);
        if (known == null || known.version() != version) {
            known = new Drawn(version, draw(dataset));
            drawn.put(dataset, known);
        }
        return known.models();
    }

    /** Up to so many models of a dataset: those whose cases were scored last, the very last at the end. */
    public List<ModelCases> lastScored(String dataset, int most) {
        List<ModelCases> byTime = cases(dataset).stream()
                .sorted(Comparator.comparing(ModelCases::lastScoredAt))
                .toList();
        return byTime.subList(Math.max(0, byTime.size() - most), byTime.size());
    }

    private List<ModelCases> draw(String dataset) {
        return archive.all().stream()
                .filter(score -> score.value().dataset().equals(dataset))
                .collect(Collectors.groupingBy(score -> score.value().modelId(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(model -> new ModelCases(model.getKey(), model.getValue()))
                .toList();
    }

    public DatasetStandings of(String dataset, Alphas alphas) {
        List<ModelCases> models = cases(dataset);
        List<Method> comparable =
                models.stream().map(this::method).flatMap(Optional::stream).toList();
        Optional<TradeOff> scores =
                comparable.isEmpty() ? Optional.empty() : Optional.of(TradeOff.within(comparable, alphas));
        List<String> set = scores.map(TradeOff::comparisonSet).orElse(List.of());
        List<ModelStanding> standings = models.stream()
                .map(model -> new ModelStanding(
                        model.modelId(),
                        model.scans().size(),
                        model.meanDice(),
                        model.meanNsd(),
                        cost(model.modelId()).orElse(null),
                        set.contains(model.modelId())
                                ? (Double) scores.orElseThrow().pt(model.modelId())
                                : null))
                .toList();
        return new DatasetStandings(dataset, alphas, tradeOff.flops().name().toLowerCase(Locale.ROOT), set, standings);
    }

    private Optional<Method> method(ModelCases model) {
        Cost cost = cost(model.modelId()).orElse(null);
        if (cost == null || model.meanDice().value().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Method(model.modelId(), model.meanDice().value().getAsDouble(), cost.paramsM(), cost.flopsG()));
    }

    private Optional<Cost> cost(String modelId) {
        return Optional.ofNullable(costs.computeIfAbsent(modelId, id -> catalogue
                .models()
                .find(id)
                .map(model -> cost(model.costs()))
                .orElse(null)));
    }

    private Cost cost(ModelCosts model) {
        long flops =
                switch (tradeOff.flops()) {
                    case PAPER -> model.flopsPaper();
                    case EXECUTED -> model.flopsExecuted();
                };
        return new Cost(model.paramsActive() / MEGA, flops / GIGA);
    }
}
