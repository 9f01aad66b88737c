package org.e2enet.standalone.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.e2enet.contract.CloudEventHeaders;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Topics;
import org.e2enet.faults.Fault;

/** Sends events as the services do: JSON with CloudEvents headers. Thread safe. */
public final class EventSender implements AutoCloseable {
    private static final String SOURCE = "/e2enet/cli";
    private static final long TIMEOUT_SECONDS = 30;

    private final KafkaProducer<String, byte[]> producer;
    private final Topics names;

    public EventSender(String bootstrapServers, Topics names) {
        this.names = names;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Returns when the broker has the event. */
    public void send(Event event) throws InterruptedException {
        byte[] payload = EventJson.write(event);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(names.name(event.topic()), event.key(), payload);
        CloudEventHeaders.of(event, SOURCE, payload)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new Fault(
                            "CLI-202",
                            "the broker did not take the event",
                            record.topic(),
                            "Look at './e2enet status' and the broker's log.")
                    .exception(failure);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
