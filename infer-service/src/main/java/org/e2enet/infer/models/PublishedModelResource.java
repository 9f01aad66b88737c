package org.e2enet.infer.models;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.edge.rest.Problems;
import org.e2enet.store.ObjectStore;

/** Models that were published, served or not. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
public class PublishedModelResource {
    private final Catalogue catalogue;
    private final ObjectStore objects;

    PublishedModelResource(Catalogue catalogue, ObjectStore objects) {
        this.catalogue = catalogue;
        this.objects = objects;
    }

    /** Ids of all models, sorted. */
    @GET
    @Path("published")
    public List<String> published() {
        return catalogue.models().ids();
    }

    /** What was published of a model, by id or alias; 404 with INF-101 when there is none. */
    @GET
    @Path("{name}")
    public CheckpointPublished model(@PathParam("name") String name) {
        return catalogue
                .models()
                .find(name)
                .or(() -> ofAlias(name))
                .orElseThrow(() -> Problems.notFound(ModelFaults.unknown(name).fault()));
    }

    /** Of an ensemble its first member. */
    private Optional<CheckpointPublished> ofAlias(String alias) {
        return catalogue.aliases().find(alias).flatMap(promoted -> catalogue
                .models()
                .find(promoted.models().getFirst()));
    }

    /** Its weights and masks, plan and recipe: safetensors. */
    @GET
    @Path("{name}/weights")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response weights(@PathParam("name") String name) {
        CheckpointPublished model = model(name);
        return Response.ok(objects.open(model.weights()))
                .header("Content-Length", model.weights().bytes())
                .build();
    }
}
