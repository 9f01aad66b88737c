package org.e2enet.console.monai;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ModelPromoted;

/** What there is, in the words of MONAI Label: every alias is a model. */
@Singleton
class MonaiInfo {
    static final String RANDOM = "random";

    /** How the next sample is chosen, in words. */
    static final Map<String, Map<String, String>> STRATEGIES = Map.of(
            "first",
            Map.of("description", "The scan that has waited longest for labels"),
            RANDOM,
            Map.of("description", "Any scan without labels"));

    private final Catalogue catalogue;

    @Inject
    MonaiInfo(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Field names are the API's. No field {@code config}: Slicer would take the server for one of an old version. */
    record Info(
            String name,
            String description,
            String version,
            List<String> labels,
            Map<String, Model> models,
            Map<String, Object> trainers,
            Map<String, Map<String, String>> strategies,
            Map<String, Object> scoring,
            Map<String, Object> datastore) {}

    /** @param labels value by name, without background, without gaps */
    record Model(String type, Map<String, Integer> labels, int dimension, String description) {}

    Info info(Map<String, Object> datastore) {
        Map<String, Model> models = new TreeMap<>();
        catalogue.aliases().all().forEach(alias -> model(alias.value())
                .ifPresent(model -> models.put(alias.id(), model)));
        List<String> labels = models.values().stream()
                .flatMap(model -> model.labels().keySet().stream())
                .distinct()
                .toList();
        return new Info(
                "E2ENet",
                "Segmentation with dynamically sparse networks",
                "1",
                labels,
                models,
                Map.of(),
                STRATEGIES,
                Map.of(),
                datastore);
    }

    private Optional<Model> model(ModelPromoted alias) {
        return labels(alias).map(labels -> new Model("segmentation", labels, 3, "E2ENet, model " + alias.modelId()));
    }

    /** Classes of an alias' model, by value; a value without a class has a name that says so. */
    Optional<Map<String, Integer>> labels(ModelPromoted alias) {
        return catalogue.models().findReadable(alias.models().getFirst()).map(MonaiInfo::labels);
    }

    private static Map<String, Integer> labels(CheckpointPublished model) {
        Map<Integer, String> named = model.definition().labels();
        int last = named.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        Map<String, Integer> labels = new LinkedHashMap<>();
        for (int value = 1; value <= last; value++) {
            labels.put(named.getOrDefault(value, "unused-" + value), value);
        }
        return labels;
    }
}
