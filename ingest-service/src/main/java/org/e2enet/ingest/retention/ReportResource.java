package org.e2enet.ingest.retention;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.RetentionReport;
import org.e2enet.store.ObjectStore;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is stored how long, over REST. */
@Path("/retention")
@Produces(MediaType.APPLICATION_JSON)
public final class ReportResource {
    private final Catalogue catalogue;
    private final ObjectStore objects;

    @Inject
    ReportResource(Catalogue catalogue, ObjectStore objects) {
        this.catalogue = catalogue;
        this.objects = objects;
    }

    @GET
    @Operation(
            summary = "What is stored how long, by data set and kind, and which scans are held",
            description = "Reads all documents of scans and predictions: for people and for once a day.")
    public RetentionReport report() {
        return RetentionReport.of(catalogue, objects);
    }
}
