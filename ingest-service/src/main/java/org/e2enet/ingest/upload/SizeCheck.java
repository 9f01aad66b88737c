package org.e2enet.ingest.upload;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.ingest.config.IngestConfig;

/** Holds a whole upload against the limit, for those that arrived faster than they could be watched. */
@Singleton
final class SizeCheck {
    private final long limitBytes;

    @Inject
    SizeCheck(IngestConfig config) {
        this.limitBytes = config.uploadLimit().asLongValue();
    }

    /** @throws org.e2enet.faults.FaultException {@code EDG-103} */
    void check(ScanFiles files) {
        long bytes = files.labels() == null ? 0 : size(files.labels());
        for (Path image : files.images()) {
            bytes += size(image);
        }
        if (bytes > limitBytes) {
            throw EdgeFaults.bodyTooLarge(limitBytes).exception();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw EdgeFaults.unexpected("uploaded file").exception(failure);
        }
    }
}
