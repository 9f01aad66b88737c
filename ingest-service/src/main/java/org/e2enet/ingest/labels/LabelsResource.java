package org.e2enet.ingest.labels;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.e2enet.ingest.originals.Originals;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.ingest.status.ScanStatus;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Truth that comes after its scan, or is corrected. */
@Path("/scans/{scanId}/labels")
public final class LabelsResource {
    private final LateLabels labels;
    private final Originals originals;

    @Inject
    LabelsResource(LateLabels labels, Originals originals) {
        this.labels = labels;
        this.originals = originals;
    }

    @GET
    @Operation(
            summary = "The label file that counts today",
            description =
                    "As it came; with 'preview' (16 to 512) a smaller volume in the same place, .nii.gz, on the grid of the"
                            + " image's preview.")
    public Response get(String scanId, @RestQuery Integer preview) {
        return originals.labels(scanId, preview);
    }

    @PUT
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Give a scan its labels, or corrected ones",
            description =
                    "One file 'labels' on the grid of the scan's image. Answers when the scan is prepared with it; labels that do"
                            + " not fit change nothing. Predictions of the scan are scored against it from now on, scores against an"
                            + " earlier one stay to be seen. The same file again changes nothing.")
    public ScanStatus put(String scanId, @RestForm("labels") FileUpload file) {
        if (file == null) {
            throw IngestFaults.noLabels().exception();
        }
        return labels.put(scanId, file.uploadedFile());
    }
}
