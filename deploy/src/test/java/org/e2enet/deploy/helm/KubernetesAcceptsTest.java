package org.e2enet.deploy.helm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every object is one that its API server takes: no field that it does not know, none missing that it wants, of the right types. By the
 * models of Kubernetes' own client, of cert-manager, of the Prometheus operator and of Strimzi.
 */
class KubernetesAcceptsTest {
    static final List<String> INSTALLATIONS = Chart.INSTALLATIONS;

    /** Throws on what is unknown or missing. */
    private interface Check {
        void accept(JsonElement object) throws IOException;
    }

    private static final Map<String, Check> OF_KUBERNETES = Map.of(
            "v1/ConfigMap", V1ConfigMap::validateJsonElement,
            "v1/PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement,
            "v1/Secret", V1Secret::validateJsonElement,
            "v1/Service", V1Service::validateJsonElement,
            "apps/v1/Deployment", V1Deployment::validateJsonElement,
            "batch/v1/Job", V1Job::validateJsonElement,
            "networking.k8s.io/v1/Ingress", V1Ingress::validateJsonElement,
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy::validateJsonElement,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement);

    private static final Map<String, Class<?>> OF_OPERATORS = Map.of(
            "cert-manager.io/v1/Certificate", Certificate.class,
            "monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class,
            "monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class,
            "kafka.strimzi.io/v1beta2/Kafka", Kafka.class,
            "kafka.strimzi.io/v1beta2/KafkaNodePool", KafkaNodePool.class,
            "kafka.strimzi.io/v1beta2/KafkaTopic", KafkaTopic.class,
            "kafka.strimzi.io/v1beta2/KafkaUser", KafkaUser.class);

    /** KEDA has no models for Java: {@link ScalingTest} holds its objects to their fields. */
    private static final Set<String> ELSEWHERE =
            Set.of("keda.sh/v1alpha1/ScaledObject", "keda.sh/v1alpha1/TriggerAuthentication");

    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new NothingUnknown())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldBeTakenAsItIs(String installation) {
        Set<String> unknown = new TreeSet<>();
        for (JsonNode object : Chart.objects(installation)) {
            String kind = kind(object);
            if (OF_KUBERNETES.containsKey(kind) || OF_OPERATORS.containsKey(kind)) {
                assertDoesNotThrow(() -> check(object), () -> kind + " " + Chart.name(object));
            } else if (!ELSEWHERE.contains(kind)) {
                unknown.add(kind);
            }
        }
        assertTrue(unknown.isEmpty(), () -> "kinds without a check: " + unknown);
    }

    @Test
    void shouldNoticeFieldsThatAreMisspeltMissingOrOfAWrongType() {
        String deployment = first("hospital", "Deployment");
        String user = first("hospital", "KafkaUser");
        String monitor = first("hospital", "ServiceMonitor");

        assertThrows(
                Exception.class, () -> check(deployment.replace("\"readOnlyRootFilesystem\"", "\"readonlyRoot\"")));
        assertThrows(Exception.class, () -> check(deployment.replace("\"selector\"", "\"selectors\"")));
        assertThrows(Exception.class, () -> check(deployment.replace("\"ports\":[", "\"ports\":3,\"x\":[")));
        assertThrows(Exception.class, () -> check(user.replace("\"operations\"", "\"operationss\"")));
        assertThrows(Exception.class, () -> check(monitor.replace("\"jobLabel\"", "\"jobLable\"")));
    }

    private static String first(String installation, String kind) {
        return Chart.ofKind(Chart.objects(installation), kind)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private static void check(String json) throws IOException {
        check(new ObjectMapper().readTree(json));
    }

    private static void check(JsonNode object) throws IOException {
        String kind = kind(object);
        if (OF_KUBERNETES.containsKey(kind)) {
            OF_KUBERNETES.get(kind).accept(JsonParser.parseString(object.toString()));
        } else {
            readStrictly(object, OF_OPERATORS.get(kind));
        }
    }

    private static void readStrictly(JsonNode object, Class<?> model) throws JsonProcessingException {
        STRICT.treeToValue(object, model);
    }

    private static String kind(JsonNode object) {
        return object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    }

    /** Models keep fields that they do not know, to hand them on; here such a field is an error. */
    private static final class NothingUnknown extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
            return JsonIgnoreProperties.Value.empty();
        }
    }
}
