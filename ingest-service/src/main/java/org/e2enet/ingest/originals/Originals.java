package org.e2enet.ingest.originals;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanStanding;
import org.e2enet.catalogue.Scans;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.store.ObjectStore;

/** Finds a scan's files and answers them. */
@Singleton
public class Originals {
    private static final int LEAST_PREVIEW = 16;
    private static final int MOST_PREVIEW = 512;
    private static final String PACKED_NIFTI = "application/gzip";

    private final Scans scans;
    private final ObjectStore objects;
    private final Previews previews;

    @Inject
    Originals(Catalogue catalogue, ObjectStore objects, Previews previews) {
        this.scans = catalogue.scans();
        this.objects = objects;
        this.previews = previews;
    }

    /** @param preview most voxels along each axis, or null for the file as it came */
    Response image(String scanId, int channel, Integer preview) {
        ScanStanding standing = standing(scanId);
        List<ObjectRef> images = standing.normalized()
                .map(ScanNormalized::images)
                .or(() -> standing.received().map(ScanReceived::images))
                .orElse(List.of());
        if (channel < 0 || channel >= images.size()) {
            throw IngestFaults.noSuchFile(scanId).exception();
        }
        return answer(scanId, images.get(channel), preview, previews::ofImage);
    }

    /** The truth that counts today. */
    public Response labels(String scanId, Integer preview) {
        ScanStanding standing = standing(scanId);
        ObjectRef labels = standing.normalized()
                .map(ScanNormalized::labels)
                .or(() -> standing.received().map(scans::withTruth).map(ScanReceived::labels))
                .orElseThrow(() -> IngestFaults.noSuchFile(scanId).exception());
        return answer(scanId, labels, preview, previews::ofLabels);
    }

    private ScanStanding standing(String scanId) {
        return scans.standing(scanId)
                .orElseThrow(() -> IngestFaults.unknownScan(scanId).exception());
    }

    private Response answer(
            String scanId, ObjectRef ref, Integer preview, BiFunction<Path, Integer, StreamingOutput> smaller) {
        if (preview != null && (preview < LEAST_PREVIEW || preview > MOST_PREVIEW)) {
            throw IngestFaults.badPreview(LEAST_PREVIEW, MOST_PREVIEW).exception();
        }
        Optional<Path> file = objects.intactFile(ref);
        Path whole = file.orElseThrow(() -> IngestFaults.noSuchFile(scanId).exception());
        Object entity = preview == null ? whole : smaller.apply(whole, preview);
        return Response.ok(entity)
                .type(preview == null ? ref.mediaType() : PACKED_NIFTI)
                .tag(new EntityTag(preview == null ? ref.sha256() : ref.sha256() + "-" + preview))
                .build();
    }
}
