package org.e2enet.ingest.upload;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.ingest.config.IngestConfig;
import org.e2enet.ingest.problem.IngestFaults;

/** What can be told from the headers alone, so that the caller hears of it at once. */
@Singleton
final class HeaderChecks {
    private final ScanReader reader;

    @Inject
    HeaderChecks(IngestConfig config) {
        this.reader = ScanReader.ofSingleFiles(config.readLimits());
    }

    /** @throws org.e2enet.faults.FaultException {@code IMG-1xx} or {@code ING-106} */
    void check(ScanFiles files, DatasetDefinition definition) {
        int channels = 0;
        for (Path image : files.images()) {
            channels += reader.readHeader(image, "image " + channels).channels();
        }
        if (channels != definition.channelNames().size()) {
            throw IngestFaults.channels(definition.channelNames().size(), channels, definition.name())
                    .exception();
        }
        if (files.labels() != null) {
            reader.readHeader(files.labels(), "labels");
        }
    }
}
