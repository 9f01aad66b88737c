package org.e2enet.ingest.upload;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.e2enet.ingest.datasets.KnownDatasets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Uploads over REST. */
@Path("/datasets/{name}/scans")
public final class UploadResource {
    private final KnownDatasets datasets;
    private final UploadForm form;
    private final ScanDoor door;

    @Inject
    UploadResource(KnownDatasets datasets, UploadForm form, ScanDoor door) {
        this.datasets = datasets;
        this.form = form;
        this.door = door;
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
        Receipt receipt =
                door.take(() -> datasets.require(name), () -> form.read(images, labels, predictWith, subject));
        return Response.accepted(receipt)
                .location(URI.create("/scans/" + receipt.scanId()))
                .build();
    }
}
