package org.e2enet.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings that every service has at its border. A wrong value or an unknown key below {@code edge.} stops the start. */
@ConfigMapping(prefix = "edge")
public interface EdgeConfig {
    /** How long the broker may take to confirm an event; after that it counts as away. */
    @WithDefault("20s")
    Duration sendTimeout();

    /** How often the broker is asked whether it is there. */
    @WithDefault("3s")
    Duration brokerProbe();

    /** Longest pause between two tries of what the surroundings hold up; the first is a second. */
    @WithDefault("10s")
    Duration longestPause();

    /** How long the end of the service waits for the work in hand, such as a training step; unfinished work goes back to its topic. */
    @WithDefault("50s")
    Duration drainTimeout();

    /** How long liveness may stay down before the process ends itself. */
    @WithDefault("60s")
    Duration livenessPatience();

    /** Names that the service goes by, beside loopback, its own name and its address. */
    Optional<List<String>> hosts();

    /** Origins whose pages may write here, such as {@code https://console.example.org}. */
    Optional<List<String>> origins();

    /** PEM file with certificates to trust, beside the JDK's authorities, when other services and archives are called. */
    Optional<Path> trust();

    /** PEM file with the certificate that this service shows when it calls others and they ask for one, and what leads to its authority. */
    Optional<Path> certificate();

    /** PEM file with that certificate's key. */
    Optional<Path> key();

    /** PEM file with authorities: only who shows a certificate of one of them is answered here, but for health and metrics. */
    Optional<Path> callers();

    /** Largest body of a call that is no upload. */
    @WithDefault("1M")
    MemorySize jsonLimit();

    /** Largest upload, all files of it together. */
    @WithDefault("1M")
    MemorySize uploadLimit();

    /** Uploads that are taken at the same time; reads and health have workers of their own by that. */
    @WithDefault("32")
    int uploadsAtOnce();

    /** How often one caller may call; health and metrics are not counted. */
    Calls calls();

    interface Calls {
        /** Calls a minute of somebody who is logged in, of which all may come at once; 0 for no limit. */
        @WithDefault("12000")
        int perUser();

        /** Calls a minute from one address without a login; 0, behind a proxy or the console always right, for no limit. */
        @WithDefault("0")
        int perAddress();
    }

    /** Whether dead letters of all topics are shown here, not only of those that the service reads. */
    @WithDefault("false")
    boolean lettersOfAllTopics();

    /** Whether people open pages here with a browser: they are led to the issuer of logins then. */
    @WithDefault("false")
    boolean pages();

    /** Least bytes a second of an upload, over ten seconds; a slower one gives its place to others. */
    @WithDefault("16K")
    MemorySize leastUploadRate();
}
