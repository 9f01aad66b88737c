package org.e2enet.deploy.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.deploy.Repository;
import org.junit.jupiter.api.Test;

/** Kafka as Strimzi makes it: the topics that the contract names, the rights of acls.txt, nothing made by first use. */
class StrimziTest {
    private final List<JsonNode> objects = Chart.objects("hospital");

    @Test
    void shouldMakeEveryTopicWithItsDeadLetters() {
        Map<String, String> made = new TreeMap<>();
        Chart.ofKind(objects, "KafkaTopic")
                .forEach(topic -> made.put(
                        Chart.name(topic),
                        topic.at("/spec/partitions").asText() + " "
                                + topic.at("/spec/config/cleanup.policy").asText()));
        Map<String, String> wanted = new TreeMap<>();
        Topics names = Topics.withDefaultPrefix();
        for (Topic topic : Topic.values()) {
            wanted.put(names.name(topic), topic.partitions() + " " + (topic.compacted() ? "compact" : "delete"));
            wanted.put(names.deadLetters(topic), "1 delete");
        }

        assertEquals(wanted, made);
    }

    @Test
    void shouldKeepRecordsForEverUnpackedWithinTheLimit() {
        for (JsonNode topic : Chart.ofKind(objects, "KafkaTopic").toList()) {
            JsonNode config = topic.at("/spec/config");
            assertEquals(-1, config.path("retention.ms").asInt(), Chart.name(topic));
            assertEquals(
                    Topic.MESSAGE_LIMIT_BYTES, config.path("max.message.bytes").asInt(), Chart.name(topic));
            assertEquals("uncompressed", config.path("compression.type").asText(), Chart.name(topic));
            assertEquals(3, topic.at("/spec/replicas").asInt());
            assertEquals(2, config.path("min.insync.replicas").asInt());
        }
    }

    @Test
    void shouldGiveEveryUserTheRightsOfTheFile() {
        List<String> given = new ArrayList<>();
        for (JsonNode user : Chart.ofKind(objects, "KafkaUser").toList()) {
            assertEquals("scram-sha-512", user.at("/spec/authentication/type").asText());
            for (JsonNode acl : user.at("/spec/authorization/acls")) {
                String type = acl.at("/resource/type").asText();
                String name = acl.at("/resource/name").asText();
                boolean topic = type.equals("topic");
                assertTrue(
                        Set.of("literal", "prefix")
                                .contains(acl.at("/resource/patternType").asText()),
                        acl::toString);
                assertTrue(!topic || name.startsWith(Topics.DEFAULT_PREFIX), name);
                given.add(String.join(
                        " ",
                        Chart.name(user).replaceFirst("^e2enet-", ""),
                        acl.at("/operations/0").asText(),
                        topic ? "Topic" : "Group",
                        (topic ? name.substring(Topics.DEFAULT_PREFIX.length()) : name)
                                + (acl.at("/resource/patternType").asText().equals("prefix") ? "*" : "")));
            }
        }

        assertEquals(new TreeSet<>(Repository.lines("deploy/kafka/acls.txt")), new TreeSet<>(given));
    }

    @Test
    void shouldAskEverybodyWhoTheyAreAndMakeNoTopicByFirstUse() {
        JsonNode kafka = Chart.ofKind(objects, "Kafka")
                .findFirst()
                .orElseThrow()
                .path("spec")
                .path("kafka");

        assertEquals(1, kafka.path("listeners").size());
        assertTrue(kafka.at("/listeners/0/tls").asBoolean());
        assertEquals(
                "scram-sha-512", kafka.at("/listeners/0/authentication/type").asText());
        assertEquals("simple", kafka.at("/authorization/type").asText());
        assertEquals("false", kafka.at("/config/auto.create.topics.enable").asText());
        assertEquals("uncompressed", kafka.at("/config/compression.type").asText());
    }
}
