package org.e2enet.pacs.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.e2enet.pacs.results.ServedResults;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** Predictions of series that came through this door, as DICOM objects of those series. */
@Path("/predictions")
public final class PredictionsResource {
    private static final String DICOM = "application/dicom";

    private final ServedResults results;

    @Inject
    PredictionsResource(ServedResults results) {
        this.results = results;
    }

    @GET
    @Path("/{id}/seg")
    @Produces(DICOM)
    @Operation(
            summary = "The DICOM SEG of a prediction",
            description =
                    "It names the patient: only where dicom.serve-identified allows it. 'series': which of several"
                            + " series whose pixels are equal.")
    public Response seg(String id, @RestQuery Optional<String> series) {
        return Response.ok(results.seg(id, series), DICOM)
                .header("Cache-Control", "no-store")
                .build();
    }
}
