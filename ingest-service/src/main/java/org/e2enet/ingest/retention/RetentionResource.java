package org.e2enet.ingest.retention;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.RetentionRule;
import org.e2enet.edge.rest.RequestJson;
import org.e2enet.ingest.datasets.KnownDatasets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Rules of data sets over REST. */
@Path("/datasets/{name}/retention")
@Produces(MediaType.APPLICATION_JSON)
public final class RetentionResource {
    private final Catalogue catalogue;
    private final KnownDatasets known;

    @Inject
    RetentionResource(Catalogue catalogue, KnownDatasets known) {
        this.catalogue = catalogue;
        this.known = known;
    }

    @GET
    @Operation(summary = "How long what belongs to a data set is kept")
    public RetentionRule get(String name) {
        known.require(name);
        return catalogue.retentionRules().find(name).orElseGet(() -> RetentionRule.none(name));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say how long what belongs to a data set is kept",
            description = "In days; what is left out is kept without end. What is over by that goes at the next look.")
    public RetentionRule put(
            String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = RetentionRule.class))) byte[] body) {
        known.require(name);
        ObjectNode object = RequestJson.object(body);
        object.put("dataset", name);
        RetentionRule rule = RequestJson.read(object, RetentionRule.class);
        catalogue.retentionRules().put(rule);
        return rule;
    }

    @DELETE
    @Operation(summary = "Keep what belongs to a data set without end")
    public void delete(String name) {
        catalogue.retentionRules().remove(name);
    }
}
