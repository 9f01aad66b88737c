package org.e2enet.deploy.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.deploy.Repository;
import org.junit.jupiter.api.Test;

/** The operator's Prometheus watches the rules of deploy/prometheus, on series that are labelled as there. */
class RulesTest {
    private final List<JsonNode> objects = Chart.objects("hospital");

    @Test
    void shouldWatchTheRulesOfTheOneHome() {
        List<JsonNode> wanted = new ArrayList<>();
        for (String file : List.of("recording.yml", "alerts.yml")) {
            Chart.read(Repository.file("deploy/prometheus/" + file))
                    .path("groups")
                    .forEach(wanted::add);
        }
        List<JsonNode> watched = new ArrayList<>();
        Chart.ofKind(objects, "PrometheusRule")
                .findFirst()
                .orElseThrow()
                .at("/spec/groups")
                .forEach(watched::add);

        assertEquals(wanted, watched);
    }

    @Test
    void shouldLabelSeriesAsTheRulesAskForThem() {
        JsonNode monitor = Chart.ofKind(objects, "ServiceMonitor")
                .findFirst()
                .orElseThrow()
                .path("spec");

        assertEquals("/q/metrics", monitor.at("/endpoints/0/path").asText());
        assertEquals(
                "service", monitor.at("/endpoints/0/relabelings/0/targetLabel").asText());
        for (JsonNode service : Chart.ofKind(objects, "Service").toList()) {
            JsonNode labels = service.at("/metadata/labels");
            assertEquals(
                    "e2enet", labels.path(monitor.path("jobLabel").asText()).asText());
            // As deploy/prometheus/prometheus.yml calls it.
            assertEquals(
                    Chart.name(service).replaceFirst("^e2enet-", ""),
                    labels.path("app.kubernetes.io/component").asText());
        }
    }
}
