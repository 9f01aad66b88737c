package org.e2enet.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * A broker that asks who is there and keeps it secret: TLS towards clients, names and passwords by SCRAM, and nothing allowed but what
 * access rules say. {@code admin} may do all.
 *
 * @param certificate PEM file with the broker's private key and certificate, for {@code localhost}
 * @param trusted PEM file with the certificate that clients trust
 * @param adminPassword of the user {@code admin}
 */
public record Protection(Path certificate, Path trusted, String adminPassword) {
    static final String ADMIN = "admin";
    static final String MECHANISM = "SCRAM-SHA-512";

    /** What a client of this broker needs beside its address. */
    public Map<String, Object> client(String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                login(user, password),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                trusted.toString());
    }

    /** What a client that may do all needs beside the address. */
    public Map<String, Object> admin() {
        return client(ADMIN, adminPassword);
    }

    /** The broker's side of it; it speaks to itself as {@code admin}, too. */
    Map<String, String> broker() {
        return Map.of(
                "sasl.enabled.mechanisms",
                MECHANISM,
                "sasl.mechanism.inter.broker.protocol",
                MECHANISM,
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                login(ADMIN, adminPassword),
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                certificate.toString(),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                trusted.toString(),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // The controller's listener is this process's own: no client may use it.
                "super.users",
                "User:" + ADMIN + ";User:ANONYMOUS",
                "auto.create.topics.enable",
                "false");
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    /** Nothing of the password. */
    @Override
    public String toString() {
        return "Protection[certificate=" + certificate + ", trusted=" + trusted + "]";
    }
}
