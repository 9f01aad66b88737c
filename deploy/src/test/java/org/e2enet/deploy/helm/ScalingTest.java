package org.e2enet.deploy.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.e2enet.contract.ServiceTopics;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.junit.jupiter.api.Test;

/** More instances when records wait: of the right group on the right topic, and never more than can share the work. */
class ScalingTest {
    /** KEDA's: fields of a ScaledObject, of its Kafka trigger, of a TriggerAuthentication. */
    private static final Set<String> FIELDS = Set.of(
            "scaleTargetRef", "minReplicaCount", "maxReplicaCount", "cooldownPeriod", "pollingInterval", "triggers");

    private static final Set<String> KAFKA_FIELDS =
            Set.of("bootstrapServers", "consumerGroup", "topic", "lagThreshold", "offsetResetPolicy");
    private static final Set<String> SECRET_PARAMETERS = Set.of("sasl", "username", "password", "tls", "ca");

    @Test
    void shouldCountWhatWaitsForTheServiceThatIsScaled() {
        List<JsonNode> objects = Chart.objects("hospital");
        List<JsonNode> scaled = Chart.ofKind(objects, "ScaledObject").toList();

        assertEquals(2, scaled.size());
        for (JsonNode each : scaled) {
            JsonNode spec = each.path("spec");
            JsonNode trigger = spec.at("/triggers/0");
            ServiceTopics service = Arrays.stream(ServiceTopics.values())
                    .filter(one -> Chart.name(each).endsWith(one.serviceName()))
                    .findFirst()
                    .orElseThrow();
            Topic topic = Arrays.stream(Topic.values())
                    .filter(one -> (Topics.DEFAULT_PREFIX + one.shortName())
                            .equals(trigger.at("/metadata/topic").asText()))
                    .findFirst()
                    .orElseThrow();
            assertTrue(FIELDS.containsAll(names(spec)), () -> names(spec).toString());
            assertTrue(KAFKA_FIELDS.containsAll(names(trigger.path("metadata"))));
            trigger.path("metadata").forEach(value -> assertTrue(value.isTextual(), "KEDA takes text alone"));
            assertEquals("kafka", trigger.path("type").asText());
            assertTrue(service.intake().contains(topic), service + " does not read " + topic);
            assertEquals(
                    service.groups().getFirst(),
                    trigger.at("/metadata/consumerGroup").asText());
            assertTrue(spec.path("maxReplicaCount").asInt() <= topic.partitions(), "more than partitions would idle");
            JsonNode target = Chart.ofKind(objects, "Deployment")
                    .filter(one -> Chart.name(one)
                            .equals(spec.at("/scaleTargetRef/name").asText()))
                    .findFirst()
                    .orElseThrow();
            assertTrue(target.at("/spec/replicas").isMissingNode(), "an upgrade would set the number back");
        }
    }

    @Test
    void shouldAskTheBrokerAsAUserThatMayCountAlone() {
        List<JsonNode> objects = Chart.objects("hospital");
        JsonNode asking =
                Chart.ofKind(objects, "TriggerAuthentication").findFirst().orElseThrow();
        Set<String> parameters = new TreeSet<>();
        asking.at("/spec/secretTargetRef")
                .forEach(one -> parameters.add(one.path("parameter").asText()));
        JsonNode user = Chart.ofKind(objects, "KafkaUser")
                .filter(one -> Chart.name(one).endsWith("-scaler"))
                .findFirst()
                .orElseThrow();

        assertEquals(SECRET_PARAMETERS, parameters);
        user.at("/spec/authorization/acls")
                .forEach(acl ->
                        assertEquals("[\"Describe\"]", acl.path("operations").toString()));
    }

    @Test
    void shouldLeaveTheNumberToTheOperatorWithoutKeda() {
        List<JsonNode> objects = Chart.objects("small");

        assertEquals(
                0,
                Stream.of("ScaledObject", "TriggerAuthentication")
                        .flatMap(kind -> Chart.ofKind(objects, kind))
                        .count());
        Chart.ofKind(objects, "Deployment")
                .forEach(one -> assertFalse(one.at("/spec/replicas").isMissingNode(), Chart.name(one)));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
