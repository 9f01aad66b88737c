package org.e2enet.pacs.series;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.e2enet.client.IngestClient;
import org.e2enet.edge.security.Passes;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.routing.Route;

/** Hands scans over to ingest-service, asking for their prediction. Thread safe. */
@Singleton
final class IngestDoor {
    private final IngestClient ingest;

    @Inject
    IngestDoor(DicomConfig config, Passes passes) {
        this.ingest = new IngestClient(config.ingest(), passes.ofService());
    }

    /**
     * Returns when the scan, one file per channel, is safe. Handing it over again has the answer announced again.
     *
     * @return its id
     */
    String handOver(List<Path> scans, Route route, Optional<String> subject) {
        try {
            return ingest.upload(route.dataset(), scans, Optional.empty(), subject, Optional.of(route.alias()))
                    .scanId();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while handing a scan over");
        }
    }
}
