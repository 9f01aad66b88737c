package org.e2enet.standalone.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.contract.Event;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.stack.BrokerLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsIT {
    private static final Topics NAMES = Topics.withDefaultPrefix();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        BrokerLog.silence();
        kafka = new EmbeddedKafka(directory, 0).start();
        kafka.createTopics(List.of(
                new NewTopic(NAMES.name(Topic.MODELS_PROMOTED), 1, (short) 1),
                new NewTopic(NAMES.name(Topic.PREDICTIONS_REQUESTED), 4, (short) 1),
                new NewTopic(NAMES.deadLetters(Topic.TRAINING_REQUESTED), 1, (short) 1)));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldFindEventsSentBeforeAndAfterTheQuestion() throws InterruptedException {
        try (EventSender sender = new EventSender(kafka.bootstrapServers(), NAMES);
                EventReader reader = reader()) {
            List<Event> passing = new ArrayList<>();
            sender.send(new PredictionRequested("scan1", "brain"));
            sender.send(new ModelPromoted("brain", "model1"));

            await(reader, ModelPromoted.class, "brain", passing);
            PredictionRequested early =
                    reader.await(PredictionRequested.class, request -> true, TIMEOUT, passing::add, () -> {});
            sender.send(new ModelPromoted("liver", "model2"));
            ModelPromoted late = await(reader, ModelPromoted.class, "liver", passing);

            assertEquals("scan1", early.scanId());
            assertEquals("model2", late.modelId());
            assertEquals(1, passing.stream().filter(early::equals).count(), "every event passes once");
            assertEquals(1, passing.stream().filter(late::equals).count(), "every event passes once");
        }
    }

    @Test
    void shouldPassOverRecordsThatAreNoEvents() throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                EventSender sender = new EventSender(kafka.bootstrapServers(), NAMES);
                EventReader reader = reader()) {
            byte[] garbage = "{\"alias\":".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(NAMES.name(Topic.MODELS_PROMOTED), garbage))
                    .get();
            sender.send(new ModelPromoted("heart", "model3"));

            assertEquals(
                    "model3",
                    await(reader, ModelPromoted.class, "heart", new ArrayList<>())
                            .modelId());
        }
    }

    @Test
    void shouldGiveUpWhenNothingComesOrNobodyIsThereToAnswer() {
        try (EventReader reader = reader()) {
            FaultException late = assertThrows(
                    FaultException.class,
                    () -> reader.await(
                            ModelPromoted.class,
                            event -> event.alias().equals("none"),
                            Duration.ofMillis(300),
                            event -> {},
                            () -> {}));
            assertEquals("CLI-201", late.fault().code());
            assertThrows(
                    IllegalStateException.class,
                    () -> reader.await(ModelPromoted.class, event -> false, TIMEOUT, event -> {}, () -> {
                        throw new IllegalStateException("service died");
                    }));
        }
    }

    @Test
    void shouldTellOnceARequestIsPutAside() throws InterruptedException, ExecutionException {
        putAside("brain-1/0", "TRA-104: of an earlier attempt");
        try (DeadLetterWatch watch = new DeadLetterWatch(kafka.bootstrapServers(), NAMES, Topic.TRAINING_REQUESTED)) {
            watch.requireNone("brain-1/0");
            putAside("brain-1/1", "TRA-201: taken");

            Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
                FaultException aside = assertThrows(FaultException.class, () -> watch.requireNone("brain-1/1"));
                assertEquals("CLI-209", aside.fault().code());
                assertEquals(
                        "the service put the request aside: TRA-201: taken",
                        aside.fault().what());
            });
            watch.requireNone("brain-1/0");
        }
    }

    private static void putAside(String key, String reason) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> letter =
                    new ProducerRecord<>(NAMES.deadLetters(Topic.TRAINING_REQUESTED), key, new byte[0]);
            letter.headers().add("dead-letter-reason", reason.getBytes(StandardCharsets.UTF_8));
            producer.send(letter).get();
        }
    }

    private static EventReader reader() {
        return new EventReader(kafka.bootstrapServers(), NAMES, Topic.MODELS_PROMOTED, Topic.PREDICTIONS_REQUESTED);
    }

    private static ModelPromoted await(
            EventReader reader, Class<ModelPromoted> kind, String alias, List<Event> passing) {
        return reader.await(kind, event -> event.alias().equals(alias), TIMEOUT, passing::add, () -> {});
    }
}
