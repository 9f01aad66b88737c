package org.e2enet.metrics.standings;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.metrics.standings.ModelStanding.Cost;
import org.e2enet.metrics.storage.Documents;
import org.e2enet.metrics.storage.ScoreArchive;
import org.e2enet.scoring.tradeoff.Alphas;
import org.e2enet.scoring.tradeoff.Method;
import org.e2enet.scoring.tradeoff.TradeOff;

/** Draws the standings from the archive whenever they are asked for. Thread safe. */
@Singleton
public class Standings {
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private final ScoreArchive archive;
    private final Documents documents;
    private final MetricsConfig.TradeOff tradeOff;
    private final Map<String, Cost> costs = new ConcurrentHashMap<>();

    Standings(ScoreArchive archive, Documents documents, MetricsConfig config) {
        this.archive = archive;
        this.documents = documents;
        this.tradeOff = config.tradeOff();
    }

    public SortedSet<String> datasets() {
        return archive.all().stream().map(ScoresComputed::dataset).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The configured weights. */
    public Alphas alphas() {
        return new Alphas(tradeOff.alpha1(), tradeOff.alpha2());
    }

    /** Models of a dataset, by id, case by case. */
    public List<ModelCases> cases(String dataset) {
        return archive.all().stream()
                .filter(score -> score.dataset().equals(dataset))
                .collect(Collectors.groupingBy(ScoresComputed::modelId, TreeMap::new, Collectors.toList()))
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
        return Optional.ofNullable(costs.computeIfAbsent(
                modelId,
                id -> documents.model(id).map(model -> cost(model.costs())).orElse(null)));
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
