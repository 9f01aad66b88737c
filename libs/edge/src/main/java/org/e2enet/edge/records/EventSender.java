package org.e2enet.edge.records;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.e2enet.contract.CloudEventHeaders;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.FaultException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The service's one way to send: events as CloudEvents in binary mode, keyed by the event, confirmed by all replicas, each once
 * (idempotent). Thread-safe.
 */
@Singleton
public final class EventSender {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Producer<String, byte[]> producer;
    private final KafkaClientMetrics figures;
    private final Broker broker;
    private final Lanes lanes;
    private final Topics topics;
    private final String source;

    @Inject
    EventSender(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            EdgeConfig config,
            Broker broker,
            Lanes lanes,
            MeterRegistry meters,
            @ConfigProperty(name = "topics.prefix", defaultValue = Topics.DEFAULT_PREFIX) String prefix,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this(
                new KafkaProducer<>(
                        settings(connection, config.sendTimeout()), new StringSerializer(), new ByteArraySerializer()),
                broker,
                lanes,
                meters,
                new Topics(prefix),
                service);
    }

    EventSender(
            Producer<String, byte[]> producer,
            Broker broker,
            Lanes lanes,
            MeterRegistry meters,
            Topics topics,
            String service) {
        this.broker = broker;
        this.lanes = lanes;
        this.topics = topics;
        this.source = "/e2enet/" + service.replace("-service", "");
        this.producer = producer;
        this.figures = new KafkaClientMetrics(producer);
        figures.bindTo(meters);
    }

    /**
     * Sends and returns when the broker has the event on disk. Blocks.
     *
     * @throws FaultException {@code EDG-201} when the broker does not confirm in time, at once where it is known to be away;
     *     {@code EDG-111} when the event is too large for a record
     * @throws CancellationException when interrupted meanwhile
     */
    public void send(Event event) {
        broker.requireThere(topics.name(event.topic()));
        sendRecord(record(event));
    }

    /**
     * As {@link #send}, but what fails says nothing of the broker: for a topic of its own, which may be missing or forbidden while all others are
     * as they should be.
     */
    public void sendApart(Event event) {
        ProducerRecord<String, byte[]> record = record(event);
        broker.requireThere(record.topic());
        try {
            confirmed(record);
        } catch (ExecutionException failure) {
            throw fault(record.topic(), failure.getCause());
        } catch (RuntimeException failure) {
            throw failure instanceof CancellationException ? failure : fault(record.topic(), failure);
        }
    }

    /**
     * As {@link #send}, but waits for a broker that is away, however long that takes: for work that goes on only in order.
     *
     * @throws CancellationException when interrupted meanwhile, or the service ends while the broker is away
     */
    public void sendWhenThere(Event event) {
        while (true) {
            try {
                send(event);
                return;
            } catch (FaultException failure) {
                if (!failure.fault().code().equals(EdgeFaults.BROKER_AWAY)) {
                    throw failure;
                }
                lanes.pause(PAUSE);
            }
        }
    }

    /** Sends without waiting, and not at all while the broker is away: for what the next event tells better. */
    public void offer(Event event) {
        if (!broker.isAway()) {
            producer.send(record(event));
        }
    }

    /** Removes a key from a compacted topic: a record without a value. As {@link #send}. */
    public void remove(Topic topic, String key) {
        broker.requireThere(topics.name(topic));
        sendRecord(new ProducerRecord<>(topics.name(topic), key, null));
    }

    /** Sends a record to its topic again as it was. As {@link #send}. */
    public void sendAgain(ProducerRecord<String, byte[]> record) {
        broker.requireThere(record.topic());
        sendRecord(record);
    }

    /** Sends any record and waits; for what is no event, such as a dead letter. As {@link #send}. */
    void sendRecord(ProducerRecord<String, byte[]> record) {
        FaultException failed;
        try {
            confirmed(record);
            return;
        } catch (ExecutionException failure) {
            failed = fault(record.topic(), failure.getCause());
        } catch (CancellationException ending) {
            throw ending;
        } catch (RuntimeException failure) {
            failed = fault(record.topic(), failure);
        }
        if (failed.fault().code().equals(EdgeFaults.BROKER_AWAY)) {
            broker.missed();
        }
        throw failed;
    }

    private void confirmed(ProducerRecord<String, byte[]> record) throws ExecutionException {
        try {
            producer.send(record).get();
        } catch (InterruptedException | InterruptException ending) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while sending");
        }
    }

    private static FaultException fault(String topic, Throwable failure) {
        return failure instanceof RecordTooLargeException
                ? EdgeFaults.eventTooLarge(topic, Topic.RECORD_LIMIT_BYTES).exception(failure)
                : EdgeFaults.brokerAway(topic).exception(failure);
    }

    private ProducerRecord<String, byte[]> record(Event event) {
        byte[] payload = EventJson.write(event);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topics.name(event.topic()), event.key(), payload);
        CloudEventHeaders.of(event, source, payload)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    static Map<String, Object> settings(Map<String, Object> connection, Duration timeout) {
        int timeoutMs = Math.toIntExact(timeout.toMillis());
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.RECORD_LIMIT_BYTES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMs);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMs);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, timeoutMs / 2));
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        return settings;
    }

    @PreDestroy
    void close() {
        figures.close();
        producer.close(Duration.ofSeconds(5));
    }
}
