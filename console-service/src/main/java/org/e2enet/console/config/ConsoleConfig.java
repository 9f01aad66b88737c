package org.e2enet.console.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of the console. A wrong value or an unknown key below {@code console.} stops the start. */
@ConfigMapping(prefix = "console")
public interface ConsoleConfig {
    /** Where ingest-service answers. */
    @WithDefault("http://localhost:8081")
    URI ingest();

    /** Where train-service answers. */
    @WithDefault("http://localhost:8082")
    URI train();

    /** Where infer-service answers. */
    @WithDefault("http://localhost:8083")
    URI infer();

    /** Where metrics-service answers. */
    @WithDefault("http://localhost:8084")
    URI metrics();

    /** Data set of images that come by MONAI Label's API; where there is one only, it is that. */
    Optional<String> monaiDataset();

    /** A call on which nothing moves for so long, either way, is broken off: its service has stopped without ending. */
    @WithDefault("5M")
    Duration silence();

    /** Where Grafana shows the installation, for a link; left out where there is none. */
    Optional<URI> grafana();

    /** Where dicom-service answers; left out where there is none. */
    Optional<URI> dicom();
}
