package org.e2enet.ingest.status;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.e2enet.ingest.problem.IngestFaults;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One scan over REST. */
@Path("/scans")
@Produces(MediaType.APPLICATION_JSON)
public final class ScanStatusResource {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final ScanStatuses statuses;

    @Inject
    ScanStatusResource(ScanStatuses statuses) {
        this.statuses = statuses;
    }

    @GET
    @Path("{scanId}")
    @Operation(summary = "Where a scan stands: received, normalized, or rejected with its fault")
    public ScanStatus get(String scanId) {
        if (!ID.matcher(scanId).matches()) {
            throw IngestFaults.unknownScan(scanId).exception();
        }
        return statuses.find(scanId)
                .orElseThrow(() -> IngestFaults.unknownScan(scanId).exception());
    }
}
