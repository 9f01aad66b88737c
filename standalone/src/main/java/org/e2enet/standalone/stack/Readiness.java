package org.e2enet.standalone.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a service says of itself.
 *
 * @param answers whether it answers at all
 * @param reason why it is not ready, in the words of its checks; empty when it is
 */
record Readiness(boolean answers, String reason) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    static Readiness ask(HttpClient client, URI service) throws InterruptedException {
        HttpRequest ask = HttpRequest.newBuilder(service.resolve("/q/health/ready"))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(ask, BodyHandlers.ofByteArray());
            return new Readiness(true, answer.statusCode() == 200 ? "" : reason(answer.body()));
        } catch (IOException silent) {
            return new Readiness(false, "does not answer");
        }
    }

    boolean ready() {
        return reason.isEmpty();
    }

    /** For a table: {@code ready}, or why not. */
    String words() {
        if (ready()) {
            return "ready";
        }
        return answers ? "not ready: " + reason : reason;
    }

    /** The checks that are down, with the code and mend they give. */
    private static String reason(byte[] health) throws IOException {
        JsonNode checks;
        try {
            checks = JSON.readTree(health).path("checks");
        } catch (IOException notJson) {
            return "its readiness check fails";
        }
        String reason = StreamSupport.stream(checks.spliterator(), false)
                .filter(check -> !"UP".equals(check.path("status").asText()))
                .map(Readiness::check)
                .collect(Collectors.joining("; "));
        return reason.isEmpty() ? "its readiness check fails" : reason;
    }

    private static String check(JsonNode check) {
        JsonNode data = check.path("data");
        StringBuilder words = new StringBuilder(check.path("name").asText("a check"));
        for (String field : new String[] {"code", "what", "mend"}) {
            if (data.hasNonNull(field)) {
                words.append(' ').append(data.get(field).asText());
            }
        }
        return words.toString();
    }
}
