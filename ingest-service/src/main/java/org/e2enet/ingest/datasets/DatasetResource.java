package org.e2enet.ingest.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Datasets;
import org.e2enet.catalogue.Scans;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.ingest.status.ScanStatus;
import org.e2enet.ingest.status.ScanStatuses;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Data sets over REST. */
@Path("/datasets")
@Produces(MediaType.APPLICATION_JSON)
public final class DatasetResource {
    private final Datasets datasets;
    private final KnownDatasets known;
    private final ScanStatuses statuses;
    private final Scans scans;

    @Inject
    DatasetResource(Catalogue catalogue, KnownDatasets known, ScanStatuses statuses) {
        this.datasets = catalogue.datasets();
        this.known = known;
        this.statuses = statuses;
        this.scans = catalogue.scans();
    }

    @GET
    @Operation(summary = "Names of all data sets")
    public List<String> names() {
        return datasets.names();
    }

    @GET
    @Path("{name}")
    @Operation(summary = "A data set's definition")
    public DatasetDefinition get(String name) {
        return known.require(name);
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Define a data set, or change its definition for scans to come",
            description = "'name' may be left out of the body; normalization defaults to zscore for every channel.")
    public Response put(
            String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = DatasetDefinition.class))) byte[] body) {
        DatasetDefinition definition = parse(name, body);
        boolean before = datasets.find(name).isPresent();
        datasets.put(definition);
        return Response.status(before ? Response.Status.OK : Response.Status.CREATED)
                .entity(definition)
                .build();
    }

    @GET
    @Path("{name}/scans")
    @Operation(summary = "A data set's scans and where each stands")
    public List<ScanStatus> scans(String name) {
        known.require(name);
        return datasets.scanIds(name).stream()
                .flatMap(scanId -> statuses.find(scanId).stream())
                .toList();
    }

    @GET
    @Path("{name}/labelled")
    @Operation(
            summary = "What the labelled scans of a data set became: geometry, fingerprint, flags",
            description = "The records that scans.normalized announced: what plans are made from.")
    public List<ScanNormalized> labelled(String name) {
        known.require(name);
        return datasets.scanIds(name).stream()
                .flatMap(scanId -> scans.find(scanId).stream())
                .filter(scan -> scan.labels() != null)
                .toList();
    }

    private static DatasetDefinition parse(String name, byte[] body) {
        try {
            JsonNode json = EventJson.mapper().readTree(body);
            if (!(json instanceof ObjectNode object)) {
                throw IngestFaults.badDefinition("a JSON object is wanted").exception();
            }
            if (object.path("name").isMissingNode()) {
                object.put("name", name);
            }
            DatasetDefinition definition = EventJson.mapper().treeToValue(object, DatasetDefinition.class);
            if (!definition.name().equals(name)) {
                throw IngestFaults.nameDiffers(name).exception();
            }
            return definition;
        } catch (IOException failure) {
            throw IngestFaults.badDefinition(reason(failure)).exception(failure);
        }
    }

    /** A failed check's own words; anything else would quote what was sent. */
    private static String reason(IOException failure) {
        return failure.getCause() instanceof IllegalArgumentException check
                ? check.getMessage()
                : "it cannot be read as one";
    }
}
