package org.e2enet.standalone.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.broker.AccessRight;
import org.e2enet.broker.BrokerUsers;
import org.e2enet.broker.Certificate;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.broker.Protection;
import org.e2enet.client.tls.CallingTls;
import org.e2enet.contract.Topics;

/**
 * Keeps strangers out of a stack: its services speak TLS alone and, but for the console, answer only who shows the stack's certificate; its
 * broker asks each for its user, who may do what {@code deploy/kafka/acls.txt} says and no more. Certificate and passwords are its own, made anew for each stack.
 */
public final class StackGuard {
    /** The end of a key's text may be as short as what stands in a log by chance. */
    private static final int LEAST_SECRET = 16;

    private final Certificate certificate;
    private final Protection protection;
    private final String adminPassword = BrokerUsers.password();
    private BrokerUsers users;

    private StackGuard(Certificate certificate) {
        this.certificate = certificate;
        this.protection = new Protection(certificate.both(), certificate.certificate(), adminPassword);
    }

    /** @param folder for its certificate and key */
    public static StackGuard in(Path folder) throws InterruptedException {
        try {
            return new StackGuard(Certificate.make(Files.createDirectories(folder), "stack"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Lets this process trust the stack, and show it the stack's certificate: before its first call. */
    public void admitCaller() {
        Optional<Path> shown = Optional.of(certificate.certificate());
        CallingTls.of(shown, shown, Optional.of(certificate.key())).makeDefault();
    }

    EmbeddedKafka broker(Path directory, int port) {
        return new EmbeddedKafka(directory, port, protection);
    }

    /** Makes the services' users, on a broker with its topics. */
    synchronized void admit(EmbeddedKafka broker) throws InterruptedException {
        List<AccessRight> rights = lines(Installation.home().resolve(Path.of("deploy", "kafka", "acls.txt")))
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(AccessRight::of)
                .toList();
        users = BrokerUsers.make(broker, protection, rights, Topics.DEFAULT_PREFIX);
    }

    /** As docs/operations.md has it for any installation. */
    synchronized Map<String, String> environment(ServiceKind kind) {
        Map<String, String> environment = new HashMap<>(users.environment(kind.serviceName()));
        environment.put(
                "QUARKUS_HTTP_SSL_CERTIFICATE_FILES", certificate.certificate().toString());
        environment.put(
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", certificate.key().toString());
        environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
        environment.put("EDGE_TRUST", certificate.certificate().toString());
        environment.put("EDGE_CERTIFICATE", certificate.certificate().toString());
        environment.put("EDGE_KEY", certificate.key().toString());
        if (kind != ServiceKind.CONSOLE) {
            environment.put("EDGE_CALLERS", certificate.certificate().toString());
        }
        return environment;
    }

    /** What a client of the broker that may do all is set up with, beside its address. */
    Map<String, Object> admin() {
        return protection.admin();
    }

    /** Names of files in a folder of logs in which a password or a part of the key stands. */
    public List<String> leaks(Path logs) {
        List<String> secrets = secrets();
        List<String> leaks = new ArrayList<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.sorted().toList()) {
                if (lines(file).anyMatch(line -> secrets.stream().anyMatch(line::contains))) {
                    leaks.add(file.getFileName().toString());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return leaks;
    }

    private synchronized List<String> secrets() {
        List<String> secrets = new ArrayList<>(users == null ? List.of() : users.passwords());
        secrets.add(adminPassword);
        lines(certificate.key())
                .filter(line -> !line.startsWith("-----") && line.length() >= LEAST_SECRET)
                .forEach(secrets::add);
        return secrets;
    }

    private static Stream<String> lines(Path file) {
        try {
            // Whatever bytes a log has: what is looked for is ASCII.
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
