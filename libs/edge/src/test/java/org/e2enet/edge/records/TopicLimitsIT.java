package org.e2enet.edge.records;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.contract.Topic;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a broker that others set up. */
class TopicLimitsIT {
    private static final String OURS = String.valueOf(Topic.MESSAGE_LIMIT_BYTES);

    @TempDir
    Path directory;

    @Test
    void shouldNameTheTopicsThatWouldLetInWhatTheServiceCannotTake() throws InterruptedException {
        TopicLimits limits = new TopicLimits(List.of("fits", "packed", "small", "later"));
        try (EmbeddedKafka kafka = new EmbeddedKafka(directory, 0).start();
                Admin admin = kafka.admin()) {
            kafka.createTopics(List.of(
                    topic("fits", "uncompressed", OURS),
                    topic("packed", "producer", OURS),
                    topic("small", "uncompressed", "1000")));

            // A topic that was just made is told of a moment later.
            await().atMost(Patience.LONG).untilAsserted(() -> {
                limits.look(admin);
                assertEquals(Set.of("packed", "small"), limits.unfit().keySet());
            });
            assertEquals(EdgeFaults.TOPIC_LIMITS, limits.unfit().get("packed").code());
            assertTrue(limits.unfit().get("packed").what().contains("compression.type=producer"));

            kafka.createTopics(List.of(topic("later", "gzip", OURS)));
            await().atMost(Patience.LONG).untilAsserted(() -> {
                limits.look(admin);
                assertEquals(Set.of("later", "packed", "small"), limits.unfit().keySet());
            });
        }
    }

    private static NewTopic topic(String name, String compression, String bytes) {
        return new NewTopic(name, 1, (short) 1)
                .configs(Map.of(
                        TopicConfig.COMPRESSION_TYPE_CONFIG, compression, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes));
    }
}
