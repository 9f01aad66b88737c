package org.e2enet.standalone.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.faults.Fault;

/** Requests that a service put aside since this watch began: nobody will answer them. Not thread safe. */
public final class DeadLetterWatch implements AutoCloseable {
    /** The header in which the services' connector leaves the fault's text. */
    private static final String REASON = "dead-letter-reason";

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, String> reasons = new HashMap<>();

    /** @param topic whose dead letters count; those that are there already do not */
    public DeadLetterWatch(String bootstrapServers, Topics names, Topic topic) {
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(names.deadLetters(topic)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy: only asking fixes the end as it is now.
        partitions.forEach(consumer::position);
    }

    /**
     * Ends the waiting for an answer that will not come.
     *
     * @param key of the request
     * @throws org.e2enet.faults.FaultException CLI-209 with the reason when the request was put aside
     */
    public void requireNone(String key) {
        for (ConsumerRecord<String, byte[]> letter : consumer.poll(POLL)) {
            reasons.put(letter.key(), reason(letter));
        }
        if (reasons.containsKey(key)) {
            throw new Fault(
                            "CLI-209",
                            "the service put the request aside: " + reasons.get(key),
                            key,
                            "Mend what it names, then ask again.")
                    .exception();
        }
    }

    private static String reason(ConsumerRecord<String, byte[]> letter) {
        Header text = letter.headers().lastHeader(REASON);
        Header reason = text == null ? letter.headers().lastHeader(DeadLetter.REASON_CODE) : text;
        return reason == null ? "no reason given" : new String(reason.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
