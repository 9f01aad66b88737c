package org.e2enet.train.models;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import org.e2enet.catalogue.AliasChange;
import org.e2enet.catalogue.AliasHistory;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Page;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.rest.Paging;
import org.e2enet.edge.rest.Problems;
import org.e2enet.edge.rest.RequestJson;
import org.e2enet.edge.security.Author;
import org.e2enet.train.publish.TrainingEvents;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Takes models in and gives them aliases; infer-service serves them. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ModelResource {
    private static final long LIMIT_BYTES = 4L << 30;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 500;
    private static final String BY =
            "Where people log in, \"by\" is left out: it is the id of the login, and who says another is refused (EDG-117).";

    private final ImportedModel imports;
    private final Catalogue catalogue;
    private final TrainingEvents events;
    private final Author author;

    ModelResource(ImportedModel imports, Catalogue catalogue, TrainingEvents events, Author author) {
        this.imports = imports;
        this.catalogue = catalogue;
        this.events = events;
        this.author = author;
    }

    /**
     * What an alias is to mean.
     *
     * @param modelId the model, or the name of an ensemble
     * @param members of an ensemble; left out for one model
     * @param by who promotes it; may be left out, and where people log in it is the login, whoever else is refused (EDG-117)
     * @param reason why; may be left out
     */
    public record Meaning(String modelId, List<String> members, String by, String reason) {}

    /** Who goes back, as with {@link Meaning}, and why; either may be left out. */
    public record GoingBack(String by, String reason) {}

    /** @param next the {@code after} of the next page, absent on the last */
    public record History(List<AliasChange> changes, String next) {}

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
    @Operation(
            summary = "Let an alias mean a model, or an ensemble",
            description =
                    "Body {\"modelId\": …, \"members\": […], \"by\": …, \"reason\": …}; members of an ensemble alone. "
                            + BY)
    public ModelPromoted promote(@PathParam("alias") String alias, byte[] json) {
        Meaning meaning = RequestJson.read(json, Meaning.class);
        return promote(promotion(alias, meaning), because("promoted", meaning.by(), meaning.reason()));
    }

    /**
     * Lets an alias mean again what it meant before its last promotion or before it was taken away; again, and it means what it did
     * not. 404 with TRA-406 when it meant nothing before, with TRA-404 when that is gone.
     */
    @POST
    @Path("aliases/{alias}/rollback")
    @Operation(
            summary = "Let an alias mean again what it meant before",
            description = "Body {\"by\": …, \"reason\": …} or nothing. " + BY)
    public ModelPromoted rollback(@PathParam("alias") String alias, byte[] json) {
        GoingBack told =
                json == null || json.length == 0 ? new GoingBack(null, null) : RequestJson.read(json, GoingBack.class);
        ModelPromoted before = catalogue
                .formerAliases()
                .find(alias)
                .orElseThrow(() -> Problems.notFound(ModelFaults.nothingBefore(alias)));
        return promote(before, because("rolled-back", told.by(), told.reason()));
    }

    /** What the alias came to mean, newest first, and who let it, when and why; empty for one that never was. */
    @GET
    @Path("aliases/{alias}/history")
    @Operation(summary = "What an alias came to mean, newest first, who let it, when and why")
    public History history(
            @PathParam("alias") String alias, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        Page<AliasChange> page = catalogue.aliasHistory().of(alias, Paging.after(after), Paging.limit(limit));
        return new History(page.items(), page.next());
    }

    private ModelPromoted promote(ModelPromoted promotion, AliasHistory.Because because) {
        for (String modelId : promotion.models()) {
            if (!catalogue.models().contains(modelId)) {
                throw Problems.notFound(ModelFaults.unknownModel(modelId));
            }
        }
        catalogue.promote(promotion, because);
        events.send(promotion);
        return promotion;
    }

    private AliasHistory.Because because(String change, String by, String reason) {
        requireShort("by", by, LONGEST_NAME);
        requireShort("reason", reason, LONGEST_REASON);
        return new AliasHistory.Because(change, author.of(by), reason);
    }

    private static void requireShort(String field, String text, int most) {
        if (text != null && text.length() > most) {
            throw EdgeFaults.badJson(field + " has more than " + most + " characters")
                    .exception();
        }
    }

    private static ModelPromoted promotion(String alias, Meaning meaning) {
        try {
            return new ModelPromoted(alias, meaning.modelId(), meaning.members());
        } catch (IllegalArgumentException wrong) {
            throw ModelFaults.badPromotion(wrong.getMessage()).exception(wrong);
        }
    }
}
