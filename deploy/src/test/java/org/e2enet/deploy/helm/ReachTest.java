package org.e2enet.deploy.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who reaches whom: people the console, the console the services, nobody the world. */
class ReachTest {
    static final List<String> INSTALLATIONS = Chart.INSTALLATIONS;

    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldLetTheControllerReachTheConsoleAlone(String installation) {
        for (JsonNode policy : policies(installation)) {
            String target = policy.at("/spec/podSelector/matchLabels/app.kubernetes.io~1component")
                    .asText();
            boolean byTheController = policy.at("/spec/ingress").toString().contains("ingress-nginx");

            assertEquals(target.equals("console-service"), byTheController, target);
            assertEquals(
                    "[\"Ingress\",\"Egress\"]", policy.at("/spec/policyTypes").toString());
        }
    }

    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldHaveAPolicyForEveryServiceAndOneThatForbidsTheRest(String installation) {
        List<String> policies = policies(installation).stream().map(Chart::name).toList();
        JsonNode nothing = policies(installation).stream()
                .filter(policy -> Chart.name(policy).endsWith("-nothing"))
                .findFirst()
                .orElseThrow();

        assertTrue(nothing.at("/spec/ingress").isMissingNode());
        assertTrue(nothing.at("/spec/egress").isMissingNode());
        Chart.ofKind(Chart.objects(installation), "Deployment")
                .forEach(deployment -> assertTrue(policies.contains(Chart.name(deployment)), Chart.name(deployment)));
    }

    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldLetNobodyOutToEverywhere(String installation) {
        for (JsonNode policy : policies(installation)) {
            for (JsonNode rule : policy.at("/spec/egress")) {
                assertFalse(rule.path("ports").isEmpty(), "any port");
                assertFalse(rule.path("to").isEmpty(), "anybody");
                rule.path("to").forEach(to -> assertFalse(to.toString().contains("0.0.0.0/0"), to::toString));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldCallTheServicesByNamesThatTheyKnow(String installation) {
        List<JsonNode> objects = Chart.objects(installation);
        List<String> names = Chart.ofKind(objects, "Service").map(Chart::name).toList();
        for (JsonNode deployment : Chart.ofKind(objects, "Deployment").toList()) {
            List<String> hosts =
                    List.of(value(deployment, "EDGE_HOSTS").orElseThrow().split(","));
            assertTrue(hosts.containsAll(names), hosts::toString);
            for (JsonNode variable : deployment.at("/spec/template/spec/containers/0/env")) {
                String address = variable.path("value").asText();
                if (address.matches("https?://[^.]+")) {
                    assertTrue(names.contains(address.replaceAll("https?://([^:]+):8080", "$1")), address);
                }
            }
        }
    }

    @Test
    void shouldTakeLargeUploadsAndLongAnswersUnbuffered() {
        JsonNode ingress =
                Chart.ofKind(Chart.objects("hospital"), "Ingress").findFirst().orElseThrow();
        JsonNode nginx = ingress.at("/metadata/annotations");

        assertEquals("4g", annotation(nginx, "proxy-body-size"));
        assertTrue(Integer.parseInt(annotation(nginx, "proxy-read-timeout")) >= 600);
        assertEquals("off", annotation(nginx, "proxy-buffering"));
        assertEquals("off", annotation(nginx, "proxy-request-buffering"));
        assertFalse(ingress.at("/spec/tls/0/secretName").asText().isEmpty());
    }

    private static String annotation(JsonNode annotations, String name) {
        return annotations.path("nginx.ingress.kubernetes.io/" + name).asText();
    }

    private static List<JsonNode> policies(String installation) {
        return Chart.ofKind(Chart.objects(installation), "NetworkPolicy").toList();
    }

    private static Optional<String> value(JsonNode deployment, String variable) {
        List<String> values = new ArrayList<>();
        for (JsonNode each : deployment.at("/spec/template/spec/containers/0/env")) {
            if (each.path("name").asText().equals(variable)) {
                values.add(each.path("value").asText());
            }
        }
        return values.stream().findFirst();
    }
}
