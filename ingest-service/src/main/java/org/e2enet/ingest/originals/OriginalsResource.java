package org.e2enet.ingest.originals;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** The files of a scan. */
@Path("/scans/{scanId}/images/{channel}")
public class OriginalsResource {
    private final Originals originals;

    @Inject
    OriginalsResource(Originals originals) {
        this.originals = originals;
    }

    @GET
    @Operation(
            summary = "An original image file, from 0 in the data set's order of channels",
            description =
                    "As it came; with 'preview' (16 to 512) a smaller volume in the same place, .nii.gz, with at most so"
                            + " many voxels along each axis.")
    public Response image(String scanId, int channel, @RestQuery Integer preview) {
        return originals.image(scanId, channel, preview);
    }
}
