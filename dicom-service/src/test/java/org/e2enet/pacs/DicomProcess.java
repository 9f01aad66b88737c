package org.e2enet.pacs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.e2enet.contract.EventJson;

/** The packaged service as a child process, as production runs it. */
final class DicomProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private DicomProcess(Process process, int port) {
        this.process = process;
        this.address = URI.create("http://127.0.0.1:" + port);
    }

    /** @param folder for store, vault and log */
    static DicomProcess start(
            String bootstrapServers, Path folder, URI archive, URI ingest, Map<String, String> settings)
            throws IOException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-Xmx384m",
                        "-jar",
                        System.getProperty("service.jar"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()));
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("STORE_DIRECTORY", folder.resolve("store").toString());
        environment.put("DICOM_VAULT", folder.resolve("vault").toString());
        environment.put("DICOM_INGEST", ingest.toString());
        environment.put("DICOM_ARCHIVES_MAIN_URL", archive.toString());
        environment.put("DICOM_POLL", "100ms");
        environment.put("DICOM_PAUSES", "200ms,200ms,200ms,200ms,200ms,200ms,500ms,500ms");
        environment.put("DICOM_ANSWER_LIMIT", "2s");
        environment.put("DICOM_TRANSFER_LIMIT", "3s");
        environment.put("DICOM_INCOMPLETE_PATIENCE", "1s");
        environment.putAll(settings);
        builder.environment().putAll(environment);
        DicomProcess started = new DicomProcess(builder.start(), port);
        started.awaitReady();
        return started;
    }

    static Path log(Path folder) {
        return folder.resolve("dicom.log");
    }

    private void awaitReady() {
        Awaitility.await("readiness")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the service ended with status " + process.exitValue());
                    }
                    try {
                        return get("/q/health/ready").statusCode() == 200;
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    JsonNode json(String path) throws IOException {
        return EventJson.mapper().readTree(get(path).body());
    }

    HttpResponse<String> post(String path) throws IOException {
        return send(HttpRequest.newBuilder(address.resolve(path)).POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> put(String path, String json) throws IOException {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** SIGKILL: no chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
