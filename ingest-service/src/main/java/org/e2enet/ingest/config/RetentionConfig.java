package org.e2enet.ingest.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Optional;

/** Settings of retention. A wrong value or an unknown key below {@code retention.} stops the start. */
@ConfigMapping(prefix = "retention")
public interface RetentionConfig {
    /** How often the rules of data sets are followed. */
    @WithDefault("1h")
    @NotNull Duration every();

    /**
     * How long an object that no document mentions is left alone: longer than any upload, preparation or training step takes. At least an
     * hour; unset, none is ever removed.
     */
    Optional<Duration> unreferencedAge();
}
