package org.e2enet.train.models;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.edge.rest.Problems;
import org.e2enet.edge.rest.RequestJson;
import org.e2enet.train.publish.TrainingEvents;

/** Takes models in and gives them aliases; infer-service serves them. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ModelResource {
    private static final long LIMIT_BYTES = 4L << 30;

    private final ImportedModel imports;
    private final Catalogue catalogue;
    private final TrainingEvents events;

    ModelResource(ImportedModel imports, Catalogue catalogue, TrainingEvents events) {
        this.imports = imports;
        this.catalogue = catalogue;
        this.events = events;
    }

    /**
     * What an alias is to mean.
     *
     * @param modelId the model, or the name of an ensemble
     * @param members of an ensemble; left out for one model
     */
    public record Meaning(String modelId, List<String> members) {}

    /** Publishes a checkpoint (safetensors) for a data set: 201 with its record. */
    @POST
    @Path("models")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public Response publish(@QueryParam("dataset") String dataset, InputStream checkpoint) {
        return Response.status(Response.Status.CREATED)
                .entity(imports.publish(String.valueOf(dataset), checkpoint, LIMIT_BYTES))
                .build();
    }

    /** Promotes a model or an ensemble; 404 with TRA-404 when one of its models is not in the store. */
    @PUT
    @Path("aliases/{alias}")
    @Consumes(MediaType.APPLICATION_JSON)
    public ModelPromoted promote(@PathParam("alias") String alias, byte[] json) {
        Meaning meaning = RequestJson.read(json, Meaning.class);
        return promote(promotion(alias, meaning));
    }

    /**
     * Lets an alias mean again what it meant before its last promotion or before it was taken away; again, and it means what it did
     * not. 404 with TRA-406 when it meant nothing before, with TRA-404 when that is gone.
     */
    @POST
    @Path("aliases/{alias}/rollback")
    public ModelPromoted rollback(@PathParam("alias") String alias) {
        return promote(catalogue
                .formerAliases()
                .find(alias)
                .orElseThrow(() -> Problems.notFound(ModelFaults.nothingBefore(alias))));
    }

    private ModelPromoted promote(ModelPromoted promotion) {
        for (String modelId : promotion.models()) {
            if (!catalogue.models().contains(modelId)) {
                throw Problems.notFound(ModelFaults.unknownModel(modelId));
            }
        }
        catalogue.promote(promotion);
        events.send(promotion);
        return promotion;
    }

    private static ModelPromoted promotion(String alias, Meaning meaning) {
        try {
            return new ModelPromoted(alias, meaning.modelId(), meaning.members());
        } catch (IllegalArgumentException wrong) {
            throw ModelFaults.badPromotion(wrong.getMessage()).exception(wrong);
        }
    }
}
