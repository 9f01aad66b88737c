package org.e2enet.standalone.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.e2enet.contract.Topic;

/** Raw records of a stack's topics: what lies there, and more of them. Thread safe. */
public final class StackRecords {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> settings;

    /** @param settings of a client that may read and write everywhere */
    StackRecords(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    /** @param value null of a tombstone */
    public record Raw(String key, byte[] value) {}

    /** All records of a topic, partition by partition. */
    public List<Raw> all(Topic topic) {
        return all(StackTopics.NAMES.name(topic));
    }

    /** All dead letters of a topic. */
    public List<Raw> deadLetters(Topic topic) {
        return all(StackTopics.NAMES.deadLetters(topic));
    }

    /** Sends records in this order and returns when the broker has them. */
    public void send(Topic topic, List<Raw> records) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            records.forEach(
                    raw -> producer.send(new ProducerRecord<>(StackTopics.NAMES.name(topic), raw.key(), raw.value())));
            producer.flush();
        }
    }

    private List<Raw> all(String topic) {
        List<Raw> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(part -> new TopicPartition(topic, part.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
                consumer.poll(POLL).forEach(record -> records.add(new Raw(record.key(), record.value())));
            }
        }
        return records;
    }
}
