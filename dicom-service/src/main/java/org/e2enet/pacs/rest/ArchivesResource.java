package org.e2enet.pacs.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.e2enet.faults.Fault;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.Archives;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.series.Sightings;
import org.e2enet.pacs.watch.ArchiveWatch;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The archives that are followed. */
@Path("/archives")
@Produces(MediaType.APPLICATION_JSON)
public final class ArchivesResource {
    private final Archives archives;
    private final ArchiveWatch watch;
    private final Sightings sightings;
    private final DicomConfig config;

    @Inject
    ArchivesResource(Archives archives, ArchiveWatch watch, Sightings sightings, DicomConfig config) {
        this.archives = archives;
        this.watch = watch;
        this.sightings = sightings;
        this.config = config;
    }

    /**
     * An archive.
     *
     * @param position last change that was seen (Orthanc), or recent series that are counted; null before its first answer
     * @param toLookAt series of all archives that were told of and not looked at yet
     * @param trouble why the last question was not answered; null where it was
     */
    record View(String name, DicomConfig.Kind kind, Long position, int toLookAt, Fault trouble) {}

    @GET
    @Operation(summary = "Archives, how far each was followed, and what is wrong with it")
    public List<View> list() {
        int toLookAt = sightings.count();
        return archives.all().stream().map(archive -> view(archive, toLookAt)).toList();
    }

    private View view(Archive archive, int toLookAt) {
        return new View(
                archive.name(),
                config.archives().get(archive.name()).kind(),
                watch.position(archive.name()).orElse(null),
                toLookAt,
                archive.trouble().orElse(null));
    }
}
