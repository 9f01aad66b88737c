package org.e2enet.ingest.retention;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Hold;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.rest.RequestJson;
import org.e2enet.ingest.problem.IngestFaults;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Holds of scans over REST. */
@Path("/scans/{scanId}/hold")
@Produces(MediaType.APPLICATION_JSON)
public final class HoldResource {
    private static final int MOST_SIGNS = 500;

    private final Catalogue catalogue;

    @Inject
    HoldResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @param reason why, without names */
    public record Asked(String reason) {}

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Hold a scan: neither a rule nor anybody removes it, or what was made from it",
            description = "Body {\"reason\": …}, without names. A scan that is held already keeps its first reason."
                    + " One that a rule or somebody is just removing is refused.")
    public Hold hold(String scanId, byte[] body) {
        Asked asked = RequestJson.read(body, Asked.class);
        if (asked.reason() == null || asked.reason().isBlank() || asked.reason().length() > MOST_SIGNS) {
            throw EdgeFaults.badJson("reason must have 1 to " + MOST_SIGNS + " signs")
                    .exception();
        }
        if (!catalogue.scans().isWanted(scanId)) {
            throw IngestFaults.unknownScan(scanId).exception();
        }
        Hold wanted = new Hold(scanId, Instant.now().truncatedTo(ChronoUnit.SECONDS), asked.reason());
        return catalogue.holds().hold(wanted).orElseThrow(() -> (catalogue
                                .scans()
                                .isWanted(scanId)
                        ? IngestFaults.leaving(scanId)
                        : IngestFaults.unknownScan(scanId))
                .exception());
    }

    @GET
    @Operation(summary = "Since when and why a scan is held")
    public Hold get(String scanId) {
        return catalogue.holds().find(scanId).orElseThrow(() -> IngestFaults.notHeld(scanId)
                .exception());
    }

    @DELETE
    @Operation(summary = "Lift a hold: rules count again at the next look")
    public void release(String scanId) {
        catalogue.holds().release(scanId);
    }
}
