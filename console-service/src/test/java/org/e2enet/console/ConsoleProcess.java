package org.e2enet.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.e2enet.contract.EventJson;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.ServiceProcess;

/** The packaged console as a child process, with the heap the launcher gives it, and a client that speaks HTTP/1.1. */
public final class ConsoleProcess implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ServiceProcess process;

    private ConsoleProcess(ServiceProcess process) {
        this.process = process;
    }

    /** @param folder for store and {@code console.log} */
    public static ConsoleProcess start(String bootstrapServers, Path folder, Map<String, String> settings)
            throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        all.put("STORE_DIRECTORY", folder.resolve("store").toString());
        return new ConsoleProcess(
                ServiceProcess.start(folder.resolve("console.log"), all, "-XX:+ExitOnOutOfMemoryError", "-Xmx128m")
                        .awaitReady());
    }

    public URI address() {
        return process.address().orElseThrow();
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
        return HttpRequest.newBuilder(address().resolve(path)).timeout(Patience.LONG);
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

    @Override
    public void close() {
        process.close();
        client.shutdownNow();
    }
}
