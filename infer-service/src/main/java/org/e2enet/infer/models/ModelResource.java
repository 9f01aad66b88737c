package org.e2enet.infer.models;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.e2enet.infer.models.PromotionListener.Refusal;

/** What is served. */
@Path("/models")
public class ModelResource {
    private final ModelShelf shelf;
    private final PromotionListener promotions;

    ModelResource(ModelShelf shelf, PromotionListener promotions) {
        this.shelf = shelf;
        this.promotions = promotions;
    }

    /**
     * An alias.
     *
     * @param modelId the model that serves it, absent when none does
     * @param probeDeviation largest difference of the probe's logits from those expected
     * @param refused the last promotion, if it was refused
     */
    public record Alias(String alias, String modelId, Double probeDeviation, Refusal refused) {}

    /** All aliases with their models. */
    @GET
    public List<Alias> models() {
        Map<String, ServedModel> served = shelf.all();
        Map<String, Refusal> refusals = promotions.refusals();
        Set<String> aliases = new TreeSet<>(served.keySet());
        aliases.addAll(refusals.keySet());
        Stream<Alias> all = aliases.stream().map(alias -> {
            ServedModel model = served.get(alias);
            return new Alias(
                    alias,
                    model == null ? null : model.modelId(),
                    model == null ? null : model.probeDeviation(),
                    refusals.get(alias));
        });
        return all.toList();
    }
}
