package org.e2enet.pacs.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.Archives;
import org.e2enet.pacs.series.HandedIn;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Series that people hand in instead of sending them to the archive. */
@Path("/dicom/series")
public final class HandedInResource {
    private final Archives archives;
    private final HandedIn handedIn;

    @Inject
    HandedInResource(Archives archives, HandedIn handedIn) {
        this.archives = archives;
        this.handedIn = handedIn;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Hand in DICOM series",
            description =
                    "Fields 'file': a zip, or the files of one or more series. 'archive': where they are stored, as if"
                            + " a scanner had sent them there; may be left out where there is one. The answer comes when"
                            + " the archive has them; their way on is that of all its series: GET /series/{key}. Nothing"
                            + " is stored of a series that is refused.")
    public Response take(@RestForm("file") List<FileUpload> files, @RestForm("archive") Optional<String> archive) {
        Archive named = archives.require(archive);
        List<java.nio.file.Path> uploaded = files == null
                ? List.of()
                : files.stream().map(FileUpload::uploadedFile).toList();
        return Response.accepted(handedIn.take(uploaded, named)).build();
    }
}
