package org.e2enet.ingest.upload;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.faults.FaultException;
import org.e2enet.ingest.datasets.KnownDatasets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Uploads over REST. */
@Path("/datasets/{name}/scans")
public final class UploadResource {
    private final KnownDatasets datasets;
    private final SizeCheck limit;
    private final UploadForm form;
    private final HeaderChecks checks;
    private final ScanIntake intake;
    private final MeterRegistry meters;

    @Inject
    UploadResource(
            KnownDatasets datasets,
            SizeCheck limit,
            UploadForm form,
            HeaderChecks checks,
            ScanIntake intake,
            MeterRegistry meters) {
        this.datasets = datasets;
        this.limit = limit;
        this.form = form;
        this.checks = checks;
        this.intake = intake;
        this.meters = meters;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Upload a scan",
            description = "One file 'image' per channel in the data set's order (or one 4-D file), optionally 'labels',"
                    + " 'predictWith' (model alias) and 'subject' (pseudonym of the person, 26 digits of base 32). NIfTI, MetaImage or NRRD; where header and voxels"
                    + " are two files, the voxels come after their header in the same field. The answer comes when the scan is safe;"
                    + " follow its way with GET /scans/{scanId}.")
    public Response upload(
            String name,
            @RestForm("image") List<FileUpload> images,
            @RestForm("labels") List<FileUpload> labels,
            @RestForm("predictWith") String predictWith,
            @RestForm("subject") String subject) {
        try {
            DatasetDefinition definition = datasets.require(name);
            Receipt receipt;
            try (ScanFiles files = form.read(images, labels, predictWith, subject)) {
                limit.check(files);
                checks.check(files, definition);
                receipt = intake.take(definition, files);
            }
            count(receipt.duplicate() ? "duplicate" : "received", "none");
            return Response.accepted(receipt)
                    .location(URI.create("/scans/" + receipt.scanId()))
                    .build();
        } catch (FaultException failure) {
            count("refused", failure.fault().code());
            throw failure;
        }
    }

    private void count(String outcome, String code) {
        meters.counter("e2enet.scans", "outcome", outcome, "code", code).increment();
    }
}
