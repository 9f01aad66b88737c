package org.e2enet.ingest.deletion;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.e2enet.catalogue.ScanDeletion;
import org.e2enet.faults.Pseudonym;
import org.e2enet.ingest.problem.IngestFaults;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** Deletion over REST. */
@Path("/scans/{scanId}")
public final class DeletionResource {
    private static final Logger LOG = Logger.getLogger(DeletionResource.class);

    private final ScanDeletion deletion;

    @Inject
    DeletionResource(ScanDeletion deletion) {
        this.deletion = deletion;
    }

    @DELETE
    @Operation(
            summary = "Delete a scan and all that was made from it",
            description =
                    "Its files, its normalised forms, its predictions and their scores, unless another scan or prediction has the"
                            + " same content. Models that learned from it stay; events stay on their topics for as long as"
                            + " these keep them. Deleting it again, or a scan that never was, changes nothing. One that is held is refused.")
    public void delete(String scanId) {
        switch (deletion.remove(scanId)) {
            case DONE -> LOG.infof("scan %s deleted with all that was made from it", Pseudonym.of(scanId));
            case HELD -> throw IngestFaults.held(scanId).exception();
            case BUSY -> throw IngestFaults.leaving(scanId).exception();
            case NOTHING -> LOG.debugf("scan %s was not there to be deleted", Pseudonym.of(scanId));
        }
    }
}
