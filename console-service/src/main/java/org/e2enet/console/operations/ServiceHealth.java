package org.e2enet.console.operations;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.e2enet.console.config.Behind;
import org.e2enet.console.config.ConsoleConfig;
import org.e2enet.contract.EventJson;

/** Asks the services behind whether they are ready. */
@Singleton
class ServiceHealth {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final ConsoleConfig config;

    @Inject
    ServiceHealth(ConsoleConfig config) {
        this.config = config;
    }

    /**
     * A service.
     *
     * @param up whether it answers
     * @param waits the checks that are down
     */
    public record Health(String service, boolean up, boolean ready, List<Waits> waits) {}

    public record Waits(String check, JsonNode data) {}

    /** All that are set up here, asked at once. */
    List<Health> all() {
        List<CompletableFuture<Health>> asked = new ArrayList<>();
        for (Behind service : Behind.values()) {
            service.address(config).ifPresent(address -> asked.add(ask(service.serviceName(), address)));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<Health> ask(String service, URI address) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/q/health/ready"))
                .timeout(TIMEOUT)
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(answer -> told(service, answer))
                .exceptionally(_ -> new Health(service, false, false, List.of()));
    }

    private static Health told(String service, HttpResponse<byte[]> answer) {
        List<Waits> waits = new ArrayList<>();
        try {
            for (JsonNode check : EventJson.mapper().readTree(answer.body()).path("checks")) {
                if (check.path("status").asText().equals("DOWN")) {
                    waits.add(new Waits(check.path("name").asText(), check.get("data")));
                }
            }
        } catch (IOException noHealth) {
            return new Health(service, true, false, List.of());
        }
        return new Health(service, true, answer.statusCode() == 200, waits);
    }
}
