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
     * @param modelId the model or ensemble that serves it, absent when none does
     * @param members the models of an ensemble, absent for one model
     * @param probeDeviation largest difference of the probe's logits from those expected
     * @param refused the last promotion, if it was refused
     */
    public record Alias(String alias, String modelId, List<String> members, Double probeDeviation, Refusal refused) {}

    /** All aliases with their models. */
    @GET
    public List<Alias> models() {
        Map<String, ServedEnsemble> served = shelf.all();
        Map<String, Refusal> refusals = promotions.refusals();
        Set<String> aliases = new TreeSet<>(served.keySet());
        aliases.addAll(refusals.keySet());
        Stream<Alias> all = aliases.stream().map(alias -> {
            ServedEnsemble model = served.get(alias);
            return new Alias(
                    alias,
                    model == null ? null : model.modelId(),
                    model == null ? null : members(model),
                    model == null ? null : model.probeDeviation(),
                    refusals.get(alias));
        });
        return all.toList();
    }

    private static List<String> members(ServedEnsemble model) {
        return model.members().size() == 1
                ? null
                : model.members().stream().map(ServedModel::modelId).toList();
    }
}
