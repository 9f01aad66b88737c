package org.e2enet.console.config;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** The services behind the console, by the name they have in its paths: {@code /api/ingest/…}. */
public enum Behind {
    INGEST,
    TRAIN,
    INFER,
    METRICS,
    DICOM;

    public String pathName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String serviceName() {
        return pathName() + "-service";
    }

    /** Where it answers, if there is such a service here. */
    public Optional<URI> address(ConsoleConfig config) {
        return switch (this) {
            case INGEST -> Optional.of(config.ingest());
            case TRAIN -> Optional.of(config.train());
            case INFER -> Optional.of(config.infer());
            case METRICS -> Optional.of(config.metrics());
            case DICOM -> config.dicom();
        };
    }
}
