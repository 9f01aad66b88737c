package org.e2enet.ingest.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.e2enet.imaging.nifti.ReadLimits;

/** Settings of the ingest service. A wrong value or an unknown key below {@code ingest.} stops the start. */
@ConfigMapping(prefix = "ingest")
public interface IngestConfig {
    /** Largest upload, all files of a scan together. */
    @WithDefault("2G")
    @NotNull MemorySize uploadLimit();

    /** Scans normalised at the same time; each takes several times its size in memory. */
    @WithDefault("1")
    @Min(1) @Max(64) int workers();

    /** Kafka consumer group: replicas of one group share the scans. */
    @WithDefault("e2enet-ingest")
    @Pattern(regexp = "[A-Za-z0-9._-]{1,100}", message = "must be letters, digits, '.', '_' or '-'") String group();

    /** Voxels per channel that are taken on at most: no more than whoever reads the scan later takes on. */
    @WithDefault("1073741824")
    @Min(1) @Max(ReadLimits.MOST_VOXELS) long maxVoxels();

    /** Folder that is watched: {@code DATASET} or {@code DATASET@ALIAS} in it, scans in these. Without it nothing is watched. */
    Optional<Path> inbox();

    /** How often the inbox is looked through. */
    @WithDefault("5s")
    @NotNull Duration inboxPoll();

    /** How long nothing of an entry may have changed before it counts as finished. */
    @WithDefault("10s")
    @NotNull Duration inboxSettle();

    /** The installation's key, with which patients of DICOM in the inbox become pseudonyms; made where it is not there. Without it they have none. */
    Optional<Path> keyFile();

    /** Of every file that comes in. */
    default ReadLimits readLimits() {
        return new ReadLimits(maxVoxels(), ReadLimits.WITH_CHANNELS.maxChannels());
    }
}
