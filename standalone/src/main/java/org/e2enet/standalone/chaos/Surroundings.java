package org.e2enet.standalone.chaos;

import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a stack has of others, by its services' own settings in the environment: a bucket, a database for scores. They are reached over
 * ways that can be cut, where the connection is plain: over TLS a server is asked for the name that it was called by.
 */
final class Surroundings implements AutoCloseable {
    private static final String STORE = "STORE_URI";
    private static final String BUCKET = "STORE_S3_ENDPOINT";
    private static final String DATABASE = "METRICS_DATABASE_URL";
    private static final String JDBC = "jdbc:";

    private final Optional<Relay> bucket;
    private final Optional<Relay> database;
    private final Map<String, String> settings;
    private final Set<Disturbance> possible;

    private Surroundings(
            Optional<Relay> bucket, Optional<Relay> database, Map<String, String> settings, Set<Disturbance> possible) {
        this.bucket = bucket;
        this.database = database;
        this.settings = Map.copyOf(settings);
        this.possible = Collections.unmodifiableSet(possible);
    }

    static Surroundings of(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>();
        EnumSet<Disturbance> possible = EnumSet.copyOf(Disturbance.ALONE);
        boolean inBucket = environment.getOrDefault(STORE, "").startsWith("s3:");
        Optional<Relay> bucket =
                inBucket ? relay(environment.get(BUCKET), "http", URI::create, settings, BUCKET, "") : Optional.empty();
        Optional<Relay> database = relay(
                environment.get(DATABASE),
                "postgresql",
                url -> URI.create(url.substring(Math.min(url.length(), JDBC.length()))),
                settings,
                DATABASE,
                JDBC);
        if (inBucket) {
            // The folder has copies alone.
            possible.remove(Disturbance.STORE_AWAY);
        }
        if (bucket.isPresent()) {
            possible.add(Disturbance.BUCKET_AWAY);
            possible.add(Disturbance.BUCKET_BUSY);
        }
        if (database.isPresent()) {
            possible.add(Disturbance.DATABASE_AWAY);
        }
        return new Surroundings(bucket, database, settings, possible);
    }

    /** @param settings gets the address of the way instead */
    private static Optional<Relay> relay(
            String value,
            String scheme,
            Function<String, URI> address,
            Map<String, String> settings,
            String setting,
            String before) {
        if (value == null) {
            return Optional.empty();
        }
        URI server = address.apply(value);
        if (!scheme.equals(server.getScheme()) || server.getPort() < 0) {
            return Optional.empty();
        }
        Relay relay = Relay.to(server.getHost(), server.getPort());
        String rest = value.substring(value.indexOf(server.getRawAuthority())
                + server.getRawAuthority().length());
        settings.put(setting, before + scheme + "://127.0.0.1:" + relay.port() + rest);
        return Optional.of(relay);
    }

    Optional<Relay> bucket() {
        return bucket;
    }

    Optional<Relay> database() {
        return database;
    }

    /** Environment variables for the services, instead of those that name the servers themselves. */
    Map<String, String> settings() {
        return settings;
    }

    /** What can be done to a stack that has these. */
    Set<Disturbance> possible() {
        return possible;
    }

    Set<Disturbance> impossible() {
        return EnumSet.complementOf(EnumSet.copyOf(possible));
    }

    @Override
    public void close() {
        bucket.ifPresent(Relay::close);
        database.ifPresent(Relay::close);
    }
}
