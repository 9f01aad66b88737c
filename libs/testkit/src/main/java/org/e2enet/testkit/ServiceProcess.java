package org.e2enet.testkit;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * The packaged service of the module under test (system property {@code service.jar}) as a process of its own, as production runs
 * it, on a port that nobody else has. It ends with the test, however that ends.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("Listening on: (http://\\S+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Thread logging;
    private volatile URI address;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.logging = Thread.ofVirtual().start(() -> keep(log));
    }

    /**
     * @param log what the process prints is added to it
     * @param settings by the names of environment variables
     * @param jvm options beside those that every service has
     */
    public static ServiceProcess start(Path log, Map<String, String> settings, String... jvm) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
        command.addAll(List.of(jvm));
        command.addAll(List.of("-jar", System.getProperty("service.jar")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", "0"));
        // A dead consumer's partitions are given to the next one after this time, the least a broker takes; the living
        // hear of it
        // with their next heartbeat.
        builder.environment().put("MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SESSION_TIMEOUT_MS", "6000");
        builder.environment().put("MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_HEARTBEAT_INTERVAL_MS", "1000");
        builder.environment().putAll(settings);
        return new ServiceProcess(builder.start(), log);
    }

    private void keep(Path log) {
        try (BufferedReader lines = process.inputReader();
                BufferedWriter kept =
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                kept.write(line + "\n");
                kept.flush();
                Matcher listens = LISTENS.matcher(line);
                if (listens.find()) {
                    address = URI.create(listens.group(1));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Once it listens. */
    public Optional<URI> address() {
        return Optional.ofNullable(address);
    }

    /** Waits until it listens and everything that it needs is there. */
    public ServiceProcess awaitReady() {
        Awaitility.await("readiness").atMost(Patience.LONG).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the service ended with status " + process.exitValue());
            }
            try {
                return address != null && get("/q/health/ready").statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
        return this;
    }

    public HttpResponse<String> get(String path) throws IOException {
        return send(path, HttpRequest.newBuilder());
    }

    /** Sends a request to a path of the service, and does not wait for it without end. */
    public HttpResponse<String> send(String path, HttpRequest.Builder request) throws IOException {
        return send(path, request, BodyHandlers.ofString());
    }

    /** As {@link #send(String, HttpRequest.Builder)}, for answers that are no text. */
    public <T> HttpResponse<T> send(String path, HttpRequest.Builder request, BodyHandler<T> handler)
            throws IOException {
        if (address == null) {
            throw new IOException("the service does not listen yet");
        }
        try {
            return client.send(
                    request.uri(address.resolve(path)).timeout(Patience.LONG).build(), handler);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL: no chance to tidy up. Its log is whole then. */
    public void kill() throws InterruptedException {
        // A process that is ended itself takes what it printed last with it, its handle leaves that to be read.
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM. Its log is whole then. @return the exit status */
    public int terminate() throws InterruptedException {
        process.toHandle().destroy();
        awaitEnd();
        return process.exitValue();
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS) || !logging.join(Patience.LONG)) {
            throw new IllegalStateException("the service did not end");
        }
    }

    /** Ends it if it lives; its log is whole then. */
    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            client.shutdownNow();
        }
    }
}
