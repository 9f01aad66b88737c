package org.e2enet.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.e2enet.contract.EventJson;
import org.e2enet.faults.Fault;

/**
 * A service's REST surface. Refusals become the {@link org.e2enet.faults.FaultException} that the service answered
 * with. Thread safe.
 */
public final class ServiceClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    public ServiceClient(URI base) {
        this.base = base;
    }

    public JsonNode get(String path) throws InterruptedException {
        return json(send(request(path).GET().build()));
    }

    /** Sends a record in the events' JSON form. */
    public JsonNode put(String path, Object body) throws InterruptedException {
        return json(send(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(EventJson.write(body)))
                .build()));
    }

    public JsonNode upload(String path, Multipart form) throws InterruptedException {
        return json(send(request(path)
                .header("Content-Type", form.contentType())
                .POST(form.body())
                .build()));
    }

    /** Writes the answer to a file. */
    public void download(String path, Path target) throws InterruptedException {
        byte[] content = send(request(path).GET().build());
        try {
            java.nio.file.Files.write(target, content);
        } catch (IOException failure) {
            throw new Fault(
                            "CLI-205",
                            "cannot write: " + failure.getMessage(),
                            target.toString(),
                            "Choose another folder.")
                    .exception(failure);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_TIMEOUT);
    }

    private byte[] send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw refusal(request, answer);
            }
            return answer.body();
        } catch (IOException failure) {
            throw new Fault(
                            "CLI-203",
                            "the service does not answer (" + failure.getClass().getSimpleName() + ")",
                            request.uri().toString(),
                            "Look at './e2enet status'.")
                    .exception(failure);
        }
    }

    private static RuntimeException refusal(HttpRequest request, HttpResponse<byte[]> answer) {
        JsonNode problem = json(answer.body());
        if (problem.hasNonNull("code") && problem.hasNonNull("what")) {
            return new Fault(
                            problem.path("code").asText(),
                            problem.path("what").asText(),
                            problem.path("where").asText(),
                            problem.path("mend").asText())
                    .exception();
        }
        return new Fault(
                        "CLI-204",
                        "the service answered " + answer.statusCode(),
                        request.method() + " " + request.uri(),
                        "Its log says more.")
                .exception();
    }

    private static JsonNode json(byte[] body) {
        try {
            return EventJson.mapper().readTree(body);
        } catch (IOException notJson) {
            return EventJson.mapper().createObjectNode();
        }
    }
}
