package org.e2enet.standalone.stack;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;

/**
 * The topics of a local stack. Records are small and the store keeps what they point to, so nothing expires; of
 * compacted topics the newest record of each key is kept.
 */
final class StackTopics {
    static final Topics NAMES = Topics.withDefaultPrefix();

    private StackTopics() {}

    static void make(EmbeddedKafka kafka) {
        kafka.createTopics(Arrays.stream(Topic.values())
                .flatMap(StackTopics::withDeadLetters)
                .toList());
    }

    private static Stream<NewTopic> withDeadLetters(Topic topic) {
        String cleanup = topic.compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
        return Stream.of(
                topic(NAMES.name(topic), topic.partitions(), cleanup),
                topic(NAMES.deadLetters(topic), 1, TopicConfig.CLEANUP_POLICY_DELETE));
    }

    private static NewTopic topic(String name, int partitions, String cleanup) {
        return new NewTopic(name, partitions, (short) 1)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        cleanup,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(Topic.MESSAGE_LIMIT_BYTES)));
    }
}
