package org.e2enet.console;

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
import java.util.Map;
import org.awaitility.Awaitility;
import org.e2enet.contract.EventJson;
import org.e2enet.testkit.Patience;

/** The packaged console as a child process, with the heap the launcher gives it. */
public final class ConsoleProcess implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final URI address;

    private ConsoleProcess(Process process, int port) {
        this.process = process;
        this.address = URI.create("http://localhost:" + port);
    }

    /** @param folder for store and log */
    public static ConsoleProcess start(String bootstrapServers, Path folder, Map<String, String> settings)
            throws IOException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xmx128m",
                        "-jar",
                        System.getProperty("service.jar"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("console.log").toFile()));
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        builder.environment().put("STORE_DIRECTORY", folder.resolve("store").toString());
        builder.environment().putAll(settings);
        ConsoleProcess started = new ConsoleProcess(builder.start(), port);
        started.awaitReady();
        return started;
    }

    private void awaitReady() {
        Awaitility.await("readiness")
                .atMost(Patience.LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the console ended with status " + process.exitValue());
                    }
                    try {
                        return get("/q/health/ready").statusCode() == 200;
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }

    public URI address() {
        return address;
    }

    public HttpResponse<String> get(String path) throws IOException {
        return send(request(path));
    }

    public JsonNode json(String path) throws IOException {
        return EventJson.mapper().readTree(get(path).body());
    }

    public HttpResponse<String> post(String path, String json) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(Patience.LONG);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        return send(request, BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return client.send(request.build(), body);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
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
