package org.e2enet.network.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.costs.Costs;

/**
 * What a checkpoint says of itself, as JSON in the file's metadata.
 *
 * @param recipe how it was trained, or null for imported weights
 * @param iteration steps done
 * @param costs of one patch, or null where the plan has no patch
 * @param scores by name, for example {@code meanPseudoDice}
 * @param random states of random generators by purpose ({@link org.e2enet.network.random.Xoshiro#state()})
 * @param documents what other modules add, by name: fingerprint, labels, post-processing, provenance
 */
public record Description(
        Plan plan,
        Recipe recipe,
        int iteration,
        Costs costs,
        Map<String, Double> scores,
        Map<String, String> random,
        Map<String, JsonNode> documents) {
    public Description {
        Objects.requireNonNull(plan, "plan");
        if (iteration < 0) {
            throw new IllegalArgumentException("iteration must not be negative: " + iteration);
        }
        scores = sorted(scores);
        random = sorted(random);
        documents = sorted(documents);
    }

    /** Of a model without scores, generators or documents. */
    public static Description of(Plan plan, Recipe recipe, int iteration, Costs costs) {
        return new Description(plan, recipe, iteration, costs, Map.of(), Map.of(), Map.of());
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
