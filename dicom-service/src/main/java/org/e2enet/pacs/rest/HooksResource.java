package org.e2enet.pacs.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.e2enet.edge.rest.RequestJson;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.Archives;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.pacs.series.Sightings;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Archives that tell of a series by themselves: it is looked at sooner, or at all where it is too old to be asked for. */
@Path("/hooks")
public final class HooksResource {
    private final Archives archives;
    private final Sightings sightings;

    @Inject
    HooksResource(Archives archives, Sightings sightings) {
        this.archives = archives;
        this.sightings = sightings;
    }

    /** @param series its SeriesInstanceUID */
    record Notice(String series) {
        Notice {
            if (!SeriesUids.isUid(series)) {
                throw new IllegalArgumentException("series must be a SeriesInstanceUID");
            }
        }
    }

    @POST
    @Path("/{archive}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "A series is stable",
            description =
                    "Looks at a series of the archive now. 202 when that is sure to happen, whatever ends meanwhile; one that is not there is passed over then.")
    public Response stable(String archive, byte[] body) {
        Notice notice = RequestJson.read(body, Notice.class);
        Archive named = archives.require(archive);
        // The archive is not asked here: Orthanc answers nobody until its script has this call's answer.
        sightings.tell(named.name(), SeriesUids.ofSomeStudy(notice.series()), Instant.now());
        return Response.accepted().build();
    }
}
