package org.e2enet.infer.models;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.edge.rest.Problems;
import org.e2enet.infer.config.InferConfig;

/** What is served. */
@Path("/models")
public class ModelResource {
    private final ModelShelf shelf;
    private final Demotion demotion;
    private final InferConfig config;

    ModelResource(ModelShelf shelf, Demotion demotion, InferConfig config) {
        this.config = config;
        this.shelf = shelf;
        this.demotion = demotion;
    }

    /**
     * An alias.
     *
     * @param modelId the model or ensemble that serves it, or will when it is asked for; absent when none does
     * @param members the models of an ensemble, absent for one model
     * @param loaded whether it is ready; else the next request loads it
     * @param probeDeviation largest difference of the probe's logits from those expected, absent while it is not loaded
     * @param probeTolerance largest deviation with which a model may serve
     * @param refused the last promotion, if it was refused
     */
    public record Alias(
            String alias,
            String modelId,
            List<String> members,
            boolean loaded,
            Double probeDeviation,
            double probeTolerance,
            ModelShelf.Refusal refused) {
        private static Alias of(String name, ModelShelf.Shown shown, double probeTolerance) {
            ModelPromoted meant = shown.meant();
            return new Alias(
                    name,
                    meant == null ? null : meant.modelId(),
                    meant == null || meant.members().isEmpty() ? null : meant.members(),
                    shown.resident() != null,
                    shown.resident() == null ? null : shown.resident().probeDeviation(),
                    probeTolerance,
                    shown.refusal());
        }
    }

    /** All aliases with their models. */
    @GET
    public List<Alias> models() {
        return shelf.all().entrySet().stream()
                .map(alias -> Alias.of(alias.getKey(), alias.getValue(), config.probeTolerance()))
                .toList();
    }

    /** Takes an alias away, for every instance and for good; its models stay in the store. 404 when it means nothing (INF-202). */
    @DELETE
    @Path("{alias}")
    public Response demote(@PathParam("alias") String alias) {
        if (!demotion.demote(alias)) {
            throw Problems.notFound(ModelFaults.unserved(alias));
        }
        return Response.noContent().build();
    }
}
