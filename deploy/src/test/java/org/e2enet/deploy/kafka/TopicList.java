package org.e2enet.deploy.kafka;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.deploy.Repository;

/** {@code deploy/kafka/topics.txt}, from which every deployment makes its topics. */
public final class TopicList {
    private TopicList() {}

    /** @param name without prefix */
    public record Entry(String name, int partitions, String cleanup) {}

    public static List<Entry> entries() {
        return Repository.lines("deploy/kafka/topics.txt").stream()
                .map(line -> line.split(" "))
                .map(words -> new Entry(words[0], Integer.parseInt(words[1]), words[2]))
                .toList();
    }

    /** With their dead letters, for a broker of one node. */
    public static List<NewTopic> topics() {
        return entries().stream()
                .flatMap(entry -> Stream.of(
                        topic(entry.name(), entry.partitions(), entry.cleanup()),
                        topic(entry.name() + Topic.DEAD_LETTER_SUFFIX, 1, "delete")))
                .toList();
    }

    private static NewTopic topic(String name, int partitions, String cleanup) {
        return new NewTopic(Topics.DEFAULT_PREFIX + name, partitions, (short) 1)
                .configs(Map.of("cleanup.policy", cleanup));
    }
}
