package org.e2enet.edge.records;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.faults.FaultException;

/** What lies on a topic, read for who asks, of no group: nobody's place in it moves. Thread-safe. */
@Singleton
public final class PastRecords {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STANDSTILL = Duration.ofSeconds(20);

    private static final int TIMEOUT_MS = 10_000;

    private final Map<String, Object> settings;
    private final Broker broker;
    private final Duration standstill;

    @Inject
    PastRecords(@Identifier("default-kafka-broker") Map<String, Object> connection, Broker broker) {
        this(connection, broker, STANDSTILL);
    }

    /** @param standstill so long nothing has come when a reading is given up */
    PastRecords(Map<String, Object> connection, Broker broker, Duration standstill) {
        this.broker = broker;
        this.standstill = standstill;
        this.settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    }

    /**
     * Records partition by partition, each in order; none of a topic that is not there.
     *
     * @param partition to begin in
     * @param offset to begin at
     * @param atMost how many of those wanted
     * @param wanted what to make of a record, if it is one to have
     * @throws FaultException {@code EDG-201} when the broker is away
     */
    public <T> List<T> read(
            String topic,
            int partition,
            long offset,
            int atMost,
            Function<ConsumerRecord<String, byte[]>, Optional<T>> wanted) {
        return asking(topic, consumer -> {
            List<T> found = new ArrayList<>();
            for (TopicPartition each : partitions(consumer, topic)) {
                if (each.partition() >= partition && found.size() < atMost) {
                    read(consumer, each, each.partition() == partition ? offset : 0, atMost, wanted, found);
                }
            }
            return found;
        });
    }

    /** The record at a place, if it is still there. */
    public Optional<ConsumerRecord<String, byte[]>> find(TopicPartition partition, long offset) {
        return asking(partition.topic(), consumer -> {
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            if (partitions(consumer, partition.topic()).contains(partition)) {
                read(consumer, partition, offset, 1, Optional::of, found);
            }
            return found.stream().filter(record -> record.offset() == offset).findFirst();
        });
    }

    /** The offset behind the last record of each partition; none of a topic that is not there. */
    public Map<TopicPartition, Long> ends(String topic) {
        return asking(topic, consumer -> consumer.endOffsets(partitions(consumer, topic)));
    }

    private <T> void read(
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
        long position = begin;
        long since = System.nanoTime();
        while (found.size() < atMost && position < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL).records(partition)) {
                if (record.offset() < end && found.size() < atMost) {
                    wanted.apply(record).ifPresent(found::add);
                }
            }
            if (consumer.position(partition) > position) {
                position = consumer.position(partition);
                since = System.nanoTime();
            } else if (System.nanoTime() - since > standstill.toNanos()) {
                throw new TimeoutException("no records of " + partition + " come");
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
