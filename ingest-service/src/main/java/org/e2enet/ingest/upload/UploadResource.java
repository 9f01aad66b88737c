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
import java.util.regex.Pattern;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.faults.FaultException;
import org.e2enet.ingest.datasets.KnownDatasets;
import org.e2enet.ingest.problem.IngestFaults;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Uploads over REST. */
@Path("/datasets/{name}/scans")
public final class UploadResource {
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

    private final KnownDatasets datasets;
    private final SizeCheck limit;
    private final HeaderChecks checks;
    private final ScanIntake intake;
    private final MeterRegistry meters;

    @Inject
    UploadResource(
            KnownDatasets datasets, SizeCheck limit, HeaderChecks checks, ScanIntake intake, MeterRegistry meters) {
        this.datasets = datasets;
        this.limit = limit;
        this.checks = checks;
        this.intake = intake;
        this.meters = meters;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Upload a scan",
            description =
                    "One file 'image' per channel in the data set's order (or one 4-D file), optionally 'labels' and"
                            + " 'predictWith' (model alias). NIfTI-1, .nii or .nii.gz. The answer comes when the scan is safe;"
                            + " follow its way with GET /scans/{scanId}.")
    public Response upload(
            String name,
            @RestForm("image") List<FileUpload> images,
            @RestForm("labels") FileUpload labels,
            @RestForm("predictWith") String predictWith) {
        try {
            DatasetDefinition definition = datasets.require(name);
            ScanFiles files = files(images, labels, predictWith);
            limit.check(files);
            checks.check(files, definition);
            Receipt receipt = intake.take(definition, files);
            count(receipt.duplicate() ? "duplicate" : "received", "none");
            return Response.accepted(receipt)
                    .location(URI.create("/scans/" + receipt.scanId()))
                    .build();
        } catch (FaultException failure) {
            count("refused", failure.fault().code());
            throw failure;
        }
    }

    private static ScanFiles files(List<FileUpload> images, FileUpload labels, String predictWith) {
        if (images == null || images.isEmpty()) {
            throw IngestFaults.noImage().exception();
        }
        if (predictWith != null && !ALIAS.matcher(predictWith).matches()) {
            throw IngestFaults.badAlias().exception();
        }
        return new ScanFiles(
                images.stream().map(FileUpload::uploadedFile).toList(),
                labels == null ? null : labels.uploadedFile(),
                predictWith);
    }

    private void count(String outcome, String code) {
        meters.counter("e2enet.scans", "outcome", outcome, "code", code).increment();
    }
}
