package org.e2enet.deploy.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Pods as PodSecurity "restricted" wants them, with probes, a bounded memory and somebody who reaches them. */
class PodsTest {
    static final List<String> INSTALLATIONS = Chart.INSTALLATIONS;

    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldKeepToPodSecurityRestricted(String installation) {
        List<JsonNode> pods = pods(Chart.objects(installation));
        assertFalse(pods.isEmpty());
        for (JsonNode pod : pods) {
            JsonNode security = pod.path("securityContext");
            assertTrue(security.path("runAsNonRoot").asBoolean());
            assertEquals("RuntimeDefault", security.at("/seccompProfile/type").asText());
            assertFalse(pod.path("automountServiceAccountToken").asBoolean(true));
            for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
                assertTrue(pod.path(host).isMissingNode(), host);
            }
            Set<String> volumes = Set.of("emptyDir", "persistentVolumeClaim", "secret", "configMap");
            for (JsonNode volume : pod.path("volumes")) {
                volume.fieldNames()
                        .forEachRemaining(kind -> assertTrue(kind.equals("name") || volumes.contains(kind), kind));
            }
            for (JsonNode container : pod.path("containers")) {
                JsonNode own = container.path("securityContext");
                assertFalse(own.path("allowPrivilegeEscalation").asBoolean(true));
                assertTrue(own.path("readOnlyRootFilesystem").asBoolean());
                assertEquals("[\"ALL\"]", own.at("/capabilities/drop").toString());
                assertTrue(own.at("/capabilities/add").isMissingNode());
                assertFalse(container.at("/resources/limits/memory").isMissingNode(), "a heap is a share of the limit");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldWriteOnlyToVolumesThatAreMounted(String installation) {
        for (JsonNode pod : pods(Chart.objects(installation))) {
            Set<String> volumes = values(pod.path("volumes"), "name").collect(Collectors.toSet());
            for (JsonNode container : pod.path("containers")) {
                assertEquals(
                        volumes, values(container.path("volumeMounts"), "name").collect(Collectors.toSet()));
                assertTrue(values(container.path("volumeMounts"), "mountPath").anyMatch("/tmp"::equals));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldSayWhetherLoginsAreAskedFor(String installation) {
        for (JsonNode deployment :
                Chart.ofKind(Chart.objects(installation), "Deployment").toList()) {
            JsonNode environment = deployment.at("/spec/template/spec/containers/0/env");
            // Images listen beyond loopback: unsaid, no service starts (SEC-201).
            assertTrue(
                    values(environment, "name").anyMatch("SECURITY_MODE"::equals),
                    () -> deployment.at("/metadata/name").asText());
        }
    }

    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldBeAskedHowTheyAreAndGivenTimeToDrain(String installation) {
        for (JsonNode deployment :
                Chart.ofKind(Chart.objects(installation), "Deployment").toList()) {
            JsonNode pod = deployment.at("/spec/template/spec");
            JsonNode container = pod.at("/containers/0");
            assertEquals(
                    "/q/health/ready",
                    container.at("/readinessProbe/httpGet/path").asText());
            assertEquals(
                    "/q/health/live",
                    container.at("/livenessProbe/httpGet/path").asText());
            assertEquals(
                    "/q/health/live", container.at("/startupProbe/httpGet/path").asText());
            // The longest drain (edge.drain-timeout) and Quarkus' own end after it.
            assertTrue(pod.path("terminationGracePeriodSeconds").asInt() >= 90);
        }
    }

    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldBeFoundByWhatSelectsThem(String installation) {
        List<JsonNode> objects = Chart.objects(installation);
        List<JsonNode> labels = Chart.ofKind(objects, "Deployment")
                .map(deployment -> deployment.at("/spec/template/metadata/labels"))
                .toList();
        Stream<JsonNode> selectors = Stream.of(
                        Chart.ofKind(objects, "Service").map(service -> service.at("/spec/selector")),
                        Chart.ofKind(objects, "PodDisruptionBudget")
                                .map(budget -> budget.at("/spec/selector/matchLabels")),
                        Chart.ofKind(objects, "NetworkPolicy")
                                .map(policy -> policy.at("/spec/podSelector/matchLabels")),
                        Chart.ofKind(objects, "Deployment").map(own -> own.at("/spec/selector/matchLabels")))
                .flatMap(stream -> stream);

        List<JsonNode> all = selectors.toList();
        assertTrue(all.size() >= 4 * labels.size());
        for (JsonNode selector : all) {
            assertTrue(labels.stream().anyMatch(pod -> selects(selector, pod)), selector::toString);
        }
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        return !selector.isEmpty()
                && selector.properties().stream()
                        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
    }

    private static List<JsonNode> pods(List<JsonNode> objects) {
        List<JsonNode> pods = new ArrayList<>();
        objects.stream()
                .map(object -> object.at("/spec/template/spec"))
                .filter(pod -> pod.has("containers"))
                .forEach(pods::add);
        return pods;
    }

    private static Stream<String> values(JsonNode list, String field) {
        List<String> values = new ArrayList<>();
        list.forEach(each -> values.add(each.path(field).asText()));
        return values.stream();
    }
}
