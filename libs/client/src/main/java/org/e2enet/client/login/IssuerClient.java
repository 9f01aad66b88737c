package org.e2enet.client.login;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.e2enet.contract.EventJson;

/** An OpenID provider's endpoints, found by its address (OpenID Connect Discovery 1.0). Thread safe. */
final class IssuerClient {
    private static final int OK = 200;
    private static final int FAILED = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI issuer;
    private volatile JsonNode metadata;

    IssuerClient(URI issuer) {
        this.issuer = issuer;
    }

    URI issuer() {
        return issuer;
    }

    /** An answer of the issuer. @param error its word for a refusal, or empty */
    record Answer(JsonNode json, String error) {}

    /** @param endpoint its name in the metadata, such as {@code token_endpoint} */
    Answer post(String endpoint, Map<String, String> form) throws InterruptedException {
        JsonNode address = metadata().path(endpoint);
        if (!address.isTextual()) {
            throw LoginFaults.refused(issuer, "no " + endpoint).exception();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.asText()))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"))))
                .build();
        HttpResponse<byte[]> response = send(request);
        JsonNode json = json(response.body());
        String error =
                response.statusCode() / 100 == 2 ? "" : json.path("error").asText("HTTP " + response.statusCode());
        return new Answer(json, error);
    }

    private JsonNode metadata() throws InterruptedException {
        if (metadata == null) {
            String base = issuer.toString();
            URI address = URI.create((base.endsWith("/") ? base : base + "/") + ".well-known/openid-configuration");
            HttpResponse<byte[]> response =
                    send(HttpRequest.newBuilder(address).timeout(TIMEOUT).build());
            // Not kept: one that is just starting answers JSON, too.
            if (response.statusCode() >= FAILED) {
                throw LoginFaults.issuerAway(issuer, new IOException("HTTP " + response.statusCode()))
                        .exception();
            }
            if (response.statusCode() != OK) {
                throw LoginFaults.refused(issuer, "HTTP " + response.statusCode())
                        .exception();
            }
            metadata = json(response.body());
        }
        return metadata;
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws InterruptedException {
        LoginFaults.requireProtected(request.uri());
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw LoginFaults.issuerAway(issuer, failure).exception(failure);
        }
    }

    private JsonNode json(byte[] body) {
        try {
            return EventJson.mapper().readTree(body);
        } catch (IOException notJson) {
            throw LoginFaults.issuerAway(issuer, notJson).exception(notJson);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
