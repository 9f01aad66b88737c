package org.e2enet.metrics.standings;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ModelCosts;
import org.e2enet.history.CaseMean;
import org.e2enet.history.ClassMeans;
import org.e2enet.history.Means;
import org.e2enet.history.ModelHistory;
import org.e2enet.history.ModelMeans;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.metrics.standings.ModelStanding.Cost;
import org.e2enet.scoring.evaluation.Mean;
import org.e2enet.scoring.tradeoff.Alphas;
import org.e2enet.scoring.tradeoff.Method;
import org.e2enet.scoring.tradeoff.TradeOff;

/** Draws the standings from the database; what did not change since is not asked for again. Thread safe. */
@Singleton
public class Standings {
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private final Means means;
    private final ModelHistory history;
    private final Catalogue catalogue;
    private final MetricsConfig.TradeOff tradeOff;
    private final Map<String, Cost> costs = new ConcurrentHashMap<>();
    private final Map<String, SortedMap<String, ModelMeans>> drawn = new ConcurrentHashMap<>();
    private final Map<String, DrawnClasses> drawnClasses = new ConcurrentHashMap<>();

    /** @param version of the model that the classes were drawn from */
    private record DrawnClasses(long version, List<ClassMeans> classes) {}

    Standings(Means means, ModelHistory history, Catalogue catalogue, MetricsConfig config) {
        this.means = means;
        this.history = history;
        this.catalogue = catalogue;
        this.tradeOff = config.tradeOff();
    }

    /** Names, sorted. */
    public List<String> datasets() {
        return means.datasets();
    }

    /** The configured weights. */
    public Alphas alphas() {
        return new Alphas(tradeOff.alpha1(), tradeOff.alpha2());
    }

    /** Models of a dataset, by id. */
    public Collection<ModelMeans> models(String dataset) {
        SortedMap<String, Long> versions = means.versions(dataset);
        SortedMap<String, ModelMeans> known = drawn.getOrDefault(dataset, new TreeMap<>());
        List<String> changed = versions.entrySet().stream()
                .filter(model -> known.get(model.getKey()) == null
                        || known.get(model.getKey()).version() != model.getValue())
                .map(Map.Entry::getKey)
                .toList();
        SortedMap<String, ModelMeans> now = new TreeMap<>(known);
        now.keySet().retainAll(versions.keySet());
        now.keySet().removeAll(changed);
        List<ModelMeans> anew =
                switch (changed.size()) {
                    case 0 -> List.of();
                    case 1 -> means.model(dataset, changed.getFirst());
                    default -> means.models(dataset);
                };
        anew.forEach(model -> now.put(model.modelId(), model));
        drawn.put(dataset, now);
        return now.values();
    }

    /** Up to so many models of a dataset: those whose cases were scored last, the very last at the end. */
    public List<ModelMeans> lastScored(String dataset, int most) {
        List<ModelMeans> byTime = models(dataset).stream()
                .sorted(Comparator.comparing(ModelMeans::lastScoredAt))
                .toList();
        return byTime.subList(Math.max(0, byTime.size() - most), byTime.size());
    }

    /** Class by class. */
    public List<ClassMeans> classes(String dataset, ModelMeans model) {
        return drawnClasses
                .compute(
                        dataset + "/" + model.modelId(),
                        (key, known) -> known != null && known.version() == model.version()
                                ? known
                                : new DrawnClasses(model.version(), means.classes(dataset, model.modelId())))
                .classes();
    }

    /** Models of a dataset with their cases, by id. */
    public List<ModelCases> cases(String dataset) {
        return means.cases(dataset).stream()
                .collect(Collectors.groupingBy(CaseMean::modelId, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(model -> new ModelCases(model.getKey(), model.getValue()))
                .toList();
    }

    public DatasetStandings of(String dataset, Alphas alphas) {
        List<ModelMeans> models = new ArrayList<>(models(dataset));
        List<Method> comparable =
                models.stream().map(this::method).flatMap(Optional::stream).toList();
        Optional<TradeOff> scores =
                comparable.isEmpty() ? Optional.empty() : Optional.of(TradeOff.within(comparable, alphas));
        List<String> set = scores.map(TradeOff::comparisonSet).orElse(List.of());
        List<ModelStanding> standings = models.stream()
                .map(model -> new ModelStanding(
                        model.modelId(),
                        model.cases(),
                        mean(model.dice(), model.diceCases(), model.cases()),
                        mean(model.nsd(), model.nsdCases(), model.cases()),
                        cost(model.modelId()).orElse(null),
                        set.contains(model.modelId())
                                ? (Double) scores.orElseThrow().pt(model.modelId())
                                : null))
                .toList();
        return new DatasetStandings(dataset, alphas, tradeOff.flops().name().toLowerCase(Locale.ROOT), set, standings);
    }

    private static Mean mean(Double value, int defined, int cases) {
        return new Mean(value == null ? OptionalDouble.empty() : OptionalDouble.of(value), defined, cases - defined);
    }

    private Optional<Method> method(ModelMeans model) {
        Cost cost = cost(model.modelId()).orElse(null);
        return cost == null || model.dice() == null
                ? Optional.empty()
                : Optional.of(new Method(model.modelId(), model.dice(), cost.paramsM(), cost.flopsG()));
    }

    private Optional<Cost> cost(String modelId) {
        return Optional.ofNullable(costs.computeIfAbsent(
                modelId,
                id -> history.costs(id).or(() -> published(id)).map(this::cost).orElse(null)));
    }

    /** A model of before the database, or one whose checkpoint was not announced yet. */
    private Optional<ModelCosts> published(String modelId) {
        return catalogue.models().find(modelId).map(model -> {
            history.keep(model);
            return model.costs();
        });
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
