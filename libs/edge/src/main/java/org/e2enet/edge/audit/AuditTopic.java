package org.e2enet.edge.audit;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.Broker;
import org.e2enet.faults.FaultException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The audit trail as it lies on its topic. Thread safe. */
@Singleton
public final class AuditTopic {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int TIMEOUT_MS = 10_000;

    private final Map<String, Object> settings;
    private final Broker broker;
    private final String topic;

    @Inject
    AuditTopic(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            Broker broker,
            @ConfigProperty(name = "topics.prefix", defaultValue = Topics.DEFAULT_PREFIX) String prefix) {
        this.broker = broker;
        this.topic = new Topics(prefix).name(Topic.AUDIT_RECORDED);
        this.settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    }

    /**
     * A record where it lies.
     *
     * @param partition of the topic; records of one chain lie in one
     * @param record null where something lies there that is none
     */
    public record Placed(int partition, long offset, AuditRecorded record) {}

    /**
     * Records partition by partition, each in order.
     *
     * @param partition to begin in
     * @param offset to begin at
     * @param atMost how many
     * @throws FaultException EDG-201 when the broker is away
     */
    public List<Placed> read(int partition, long offset, int atMost) {
        broker.requireThere(topic);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<Placed> found = new ArrayList<>();
            for (TopicPartition each : partitions(consumer)) {
                if (each.partition() >= partition && found.size() < atMost) {
                    read(consumer, each, each.partition() == partition ? offset : 0, atMost, found);
                }
            }
            return found;
        } catch (KafkaException failure) {
            throw EdgeFaults.brokerAway(topic).exception(failure);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
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

    private static void read(
            KafkaConsumer<String, byte[]> consumer,
            TopicPartition partition,
            long from,
            int atMost,
            List<Placed> found) {
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
                    found.add(new Placed(partition.partition(), record.offset(), parse(record.value())));
                }
            }
        }
    }

    private static AuditRecorded parse(byte[] value) {
        try {
            return value == null ? null : EventJson.read(value, AuditRecorded.class);
        } catch (FaultException stranger) {
            return null;
        }
    }
}
