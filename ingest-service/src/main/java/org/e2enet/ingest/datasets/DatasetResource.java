package org.e2enet.ingest.datasets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Datasets;
import org.e2enet.catalogue.Page;
import org.e2enet.catalogue.Scans;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.rest.RequestJson;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.ingest.status.ScanStatus;
import org.e2enet.ingest.status.ScanStatuses;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestQuery;

/** Data sets over REST. */
@Path("/datasets")
@Produces(MediaType.APPLICATION_JSON)
public final class DatasetResource {
    private static final int MOST_SCANS = 1000;
    private static final int MOST_BYTES = 256 << 10;

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
            description =
                    "'name' may be left out of the body; normalization defaults to zscore for every channel. At most 64"
                            + " channels and 1000 labels, names of at most 200 characters, 256 KiB in all.")
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
    @Operation(
            summary = "A data set's scans and where each stands, by id",
            description =
                    "Without 'limit' all of them. With it a part, and a Link header (rel=next) where there are more.")
    public Response scans(
            String name,
            @Parameter(description = "the last scanId of the part before") @RestQuery String after,
            @Parameter(description = "1 to 1000") @RestQuery Integer limit) {
        known.require(name);
        Page<String> page = page(name, after, limit);
        List<ScanStatus> found = page.items().stream()
                .flatMap(scanId -> statuses.find(scanId).stream())
                .toList();
        Response.ResponseBuilder answer = Response.ok(found);
        if (page.next() != null) {
            answer.link(
                    UriBuilder.fromPath("/datasets/{name}/scans")
                            .queryParam("after", page.next())
                            .queryParam("limit", limit)
                            .build(name),
                    "next");
        }
        return answer.build();
    }

    private Page<String> page(String name, String after, Integer limit) {
        if (limit == null) {
            return datasets.scanIds(name, after, Integer.MAX_VALUE);
        }
        if (limit < 1 || limit > MOST_SCANS) {
            throw IngestFaults.badLimit(limit, MOST_SCANS).exception();
        }
        return datasets.scanIds(name, after, limit);
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
        if (body.length > MOST_BYTES) {
            throw EdgeFaults.badJson("a definition has at most " + MOST_BYTES + " bytes")
                    .exception();
        }
        ObjectNode object = RequestJson.object(body);
        if (object.path("name").isMissingNode()) {
            object.put("name", name);
        }
        DatasetDefinition definition = RequestJson.read(object, DatasetDefinition.class);
        if (definition.labels().containsValue("ignore")) {
            throw EdgeFaults.badJson("labels has 'ignore', which loss and scores cannot leave out")
                    .exception();
        }
        if (!definition.name().equals(name)) {
            throw IngestFaults.nameDiffers(name).exception();
        }
        return definition;
    }
}
