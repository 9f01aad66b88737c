package org.e2enet.pacs.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the dicom service. A wrong value or an unknown key below {@code dicom.} stops the start. */
@ConfigMapping(prefix = "dicom")
public interface DicomConfig {
    /** Archives by the name they have in events and metrics. */
    Map<@Pattern(regexp = "[a-z0-9][a-z0-9-]{0,39}") String, Archive> archives();

    /** How long the vault keeps what became of a series after that was last written down. */
    @WithDefault("90d")
    Duration keep();

    /** Whether results, which name the patient, are given out over REST, too. */
    @WithDefault("false")
    boolean serveIdentified();

    /** How often an archive is asked for news. */
    @WithDefault("1s")
    Duration poll();

    /** Folder of this service alone: cursors, series under way, results on their way. */
    @WithDefault("vault")
    Path vault();

    /** The installation's key, 32 bytes that only this user may read; by default {@code key} in the vault, made at the first start. */
    Optional<Path> keyFile();

    /** The routes; by default {@code routes.json} in the vault. */
    Optional<Path> routes();

    /** Where ingest-service answers. */
    @WithDefault("http://localhost:8081")
    URI ingest();

    /** Series fetched and converted at once; each takes four bytes a voxel and more of the heap. */
    @WithDefault("1")
    @Min(1) @Max(16) int workers();

    @WithDefault("4G")
    MemorySize maxSeriesBytes();

    @WithDefault("5000")
    @Min(1) @Max(100000) int maxInstances();

    /** How far a distance between slices may be from the usual one, as a share of it. */
    @WithDefault("0.05")
    double spacingTolerance();

    /** What becomes of a series whose gantry was tilted. */
    @WithDefault("accept")
    Tilt tilt();

    /** How long a series with missing slices may take to become whole. */
    @WithDefault("30s")
    Duration incompletePatience();

    /** Longest wait for the answer to a small question. */
    @WithDefault("30s")
    Duration answerLimit();

    /** Longest time that a series may take to come, or a result to go. */
    @WithDefault("15m")
    Duration transferLimit();

    /** Pauses between two tries of what an archive holds up; after the last one it is given up. */
    @WithDefault("1s,5s,30s,5m,30m,2h,8h,24h")
    @Size(min = 1) List<Duration> pauses();

    /** An archive. */
    interface Archive {
        /** Of Orthanc, its root; of others, the root of DICOMweb. */
        URI url();

        @WithDefault("orthanc")
        Kind kind();

        Optional<String> user();

        /** File with the password of {@link #user}, in its first line. */
        Optional<Path> passwordFile();

        /** What is in the archive at the first start: {@code now} leaves it alone, {@code beginning} routes it. */
        @WithDefault("now")
        From from();

        /** Without Orthanc's changes: how long the number of instances must stay the same. */
        @WithDefault("30s")
        Duration stable();

        /** Without Orthanc's changes: studies of how many days are looked at, today's included. */
        @WithDefault("2")
        @Min(1) @Max(3650) int days();
    }

    /** How an archive tells what is new. */
    enum Kind {
        ORTHANC,
        DICOMWEB
    }

    /** Where an archive is followed from. */
    enum From {
        NOW,
        BEGINNING
    }

    /** Of series with a tilted gantry. */
    enum Tilt {
        ACCEPT,
        REFUSE
    }
}
