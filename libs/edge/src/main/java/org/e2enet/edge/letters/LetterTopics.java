package org.e2enet.edge.letters;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.Broker;
import org.e2enet.edge.records.IncomingTopics;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The dead-letter topics of the topics that this service reads, or of all, and the records on them. Thread-safe. */
@Singleton
final class LetterTopics {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int TIMEOUT_MS = 10_000;

    private final Map<String, Object> settings;
    private final SortedSet<String> topics = new TreeSet<>();
    private final Broker broker;

    @Inject
    LetterTopics(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            IncomingTopics incoming,
            EdgeConfig edge,
            @ConfigProperty(name = "topics.prefix", defaultValue = Topics.DEFAULT_PREFIX) String prefix,
            Broker broker) {
        this.broker = broker;
        this.settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        topics.addAll(incoming.names());
        if (edge.lettersOfAllTopics()) {
            Arrays.stream(Topic.values()).map(new Topics(prefix)::name).forEach(topics::add);
        }
    }

    /** Topics whose letters are shown here. */
    SortedSet<String> topics() {
        return topics;
    }

    /**
     * Letters of a topic in order.
     *
     * @param after only those behind this one, or null for all
     * @param atMost how many of those wanted
     */
    <T> List<T> read(
            String topic, LetterId after, int atMost, Function<ConsumerRecord<String, byte[]>, Optional<T>> wanted) {
        return asking(topic, consumer -> {
            List<T> found = new ArrayList<>();
            for (TopicPartition partition : partitions(consumer, topic + Topic.DEAD_LETTER_SUFFIX)) {
                if (after == null || after.partition().partition() <= partition.partition()) {
                    boolean inside = after != null && after.partition().equals(partition);
                    read(consumer, partition, inside ? after.offset() + 1 : 0, atMost, wanted, found);
                }
            }
            return found;
        });
    }

    /** The record at a place, if it is still there. */
    Optional<ConsumerRecord<String, byte[]>> find(TopicPartition partition, long offset) {
        return asking(partition.topic(), consumer -> {
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            if (partitions(consumer, partition.topic()).contains(partition)) {
                read(consumer, partition, offset, 1, Optional::of, found);
            }
            return found.stream().filter(record -> record.offset() == offset).findFirst();
        });
    }

    private static <T> void read(
            KafkaConsumer<String, byte[]> consumer,
            TopicPartition partition,
            long from,
            int atMost,
            Function<ConsumerRecord<String, byte[]>, Optional<T>> wanted,
            List<T> found) {
        List<TopicPartition> only = List.of(partition);
        consumer.assign(only);
        long end = consumer.endOffsets(only).get(partition);
        long begin = Math.max(from, consumer.beginningOffsets(only).get(partition));
        if (begin >= end) {
            return;
        }
        consumer.seek(partition, begin);
        while (found.size() < atMost && consumer.position(partition) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL).records(partition)) {
                if (record.offset() < end && found.size() < atMost) {
                    wanted.apply(record).ifPresent(found::add);
                }
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
        try {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            return infos == null
                    ? List.of()
                    : infos.stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .sorted(Comparator.comparingInt(TopicPartition::partition))
                            .toList();
        } catch (UnknownTopicOrPartitionException none) {
            return List.of();
        }
    }

    private <T> T asking(String topic, Function<KafkaConsumer<String, byte[]>, T> question) {
        broker.requireThere(topic);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            return question.apply(consumer);
        } catch (KafkaException failure) {
            throw EdgeFaults.brokerAway(topic).exception(failure);
        }
    }
}
