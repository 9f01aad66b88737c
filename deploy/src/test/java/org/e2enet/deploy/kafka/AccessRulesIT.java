package org.e2enet.deploy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.e2enet.broker.AccessRight;
import org.e2enet.contract.ServiceTopics;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a real broker with the rights of the file: each credential does what its service needs, and is good for nothing else. */
class AccessRulesIT {
    private static final Topics NAMES = Topics.withDefaultPrefix();
    private static final Duration PATIENCE = Patience.LONG;

    @TempDir
    private static Path folder;

    private static GuardedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new GuardedBroker(folder);
        // A record everywhere, so that whoever may read gets one.
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(broker.admin(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (NewTopic topic : TopicList.topics()) {
                producer.send(new ProducerRecord<>(topic.name(), 0, new byte[] {1}, new byte[] {2}))
                        .get();
            }
        }
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(ServiceTopics.class)
    void shouldLetEachServiceWriteItsTopicsAlone(ServiceTopics service) {
        Set<String> taken = new TreeSet<>();
        Set<String> wanted = new TreeSet<>();
        Map<String, Object> settings = broker.client(service.serviceName());
        settings.put("enable.idempotence", true);
        settings.put("max.block.ms", Math.toIntExact(PATIENCE.toMillis()));
        for (Topic topic : Topic.values()) {
            for (String name : List.of(NAMES.name(topic), NAMES.deadLetters(topic))) {
                // One producer each: a refusal ends an idempotent one.
                try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                    producer.send(new ProducerRecord<>(name, new byte[] {1}, new byte[] {2}))
                            .get();
                    taken.add(name);
                } catch (ExecutionException refused) {
                    assertInstanceOf(AuthorizationException.class, refused.getCause(), name);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            if (service.written().contains(topic) || service.letters().contains(topic)) {
                wanted.add(NAMES.name(topic));
            }
            if (service.intake().contains(topic)) {
                wanted.add(NAMES.deadLetters(topic));
            }
        }

        assertEquals(wanted, taken);
    }

    @ParameterizedTest
    @EnumSource(ServiceTopics.class)
    void shouldLetEachServiceReadItsTopicsAlone(ServiceTopics service) {
        Set<String> read = new TreeSet<>();
        Set<String> wanted = new TreeSet<>();
        for (Topic topic : Topic.values()) {
            boolean letters = service.intake().contains(topic) || service == ServiceTopics.CONSOLE;
            if (service.intake().contains(topic) || service.browsed().contains(topic)) {
                wanted.add(NAMES.name(topic));
            }
            if (letters) {
                wanted.add(NAMES.deadLetters(topic));
            }
            for (String name : List.of(NAMES.name(topic), NAMES.deadLetters(topic))) {
                if (mayRead(service.serviceName(), name)) {
                    read.add(name);
                }
            }
        }

        assertEquals(wanted, read);
    }

    @Test
    void shouldShowNoPredictionsToAStolenCredentialOfIngest() {
        assertEquals(false, mayRead("ingest-service", NAMES.name(Topic.PREDICTIONS_COMPLETED)));
        // Nor by taking another service's place in its group.
        Map<String, Object> settings = broker.client("ingest-service");
        settings.put("group.id", "metrics-service");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(NAMES.name(Topic.SCANS_RECEIVED)));
            assertThrows(GroupAuthorizationException.class, () -> consumer.poll(PATIENCE));
        }
    }

    @Test
    void shouldRefuseWhoIsNobodyOrHasAWrongPassword() {
        for (Map<String, Object> settings :
                List.of(broker.client("ingest-service", "guessed"), broker.client("nobody", "guessed"))) {
            assertThrows(SaslAuthenticationException.class, () -> {
                try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                    consumer.listTopics(PATIENCE);
                }
            });
        }
    }

    @Test
    void shouldLetNoServiceMakeTopicsOrRights() {
        for (ServiceTopics service : ServiceTopics.values()) {
            try (Admin admin = Admin.create(broker.client(service.serviceName()))) {
                var made = assertThrows(
                        ExecutionException.class, () -> admin.createTopics(List.of(new NewTopic("mine", 1, (short) 1)))
                                .all()
                                .get());
                assertInstanceOf(AuthorizationException.class, made.getCause());
                var granted = assertThrows(ExecutionException.class, () -> admin.createAcls(
                                List.of(new AccessRight(service.serviceName(), "Read", "Topic", "scores.computed")
                                        .binding(Topics.DEFAULT_PREFIX)))
                        .all()
                        .get());
                assertInstanceOf(AuthorizationException.class, granted.getCause());
            }
        }
    }

    private static boolean mayRead(String user, String topic) {
        Map<String, Object> settings = new HashMap<>(broker.client(user));
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition first = new TopicPartition(topic, 0);
            consumer.assign(List.of(first));
            long deadline = System.nanoTime() + Patience.LONG.toNanos();
            while (System.nanoTime() < deadline) {
                if (!consumer.poll(Duration.ofMillis(200)).isEmpty()) {
                    return true;
                }
            }
            throw new IllegalStateException("neither refused nor given anything of " + topic);
        } catch (TopicAuthorizationException refused) {
            return false;
        }
    }
}
