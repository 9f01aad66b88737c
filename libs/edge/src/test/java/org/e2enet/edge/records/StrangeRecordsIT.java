package org.e2enet.edge.records;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Topic;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing that arrives on a topic stops it. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class StrangeRecordsIT {
    private static final Duration PATIENCE = Patience.LONG;
    private static final String REQUESTED = "e2enet.predictions.requested";
    private static final String LETTERS = REQUESTED + ".dlq";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private TopicProbe probe;

    @BeforeEach
    void connect() {
        probe = new TopicProbe(bootstrapServers);
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void shouldReadRecordsWhateverTheirHeadersSay() {
        Map<String, String> strange = new LinkedHashMap<>();
        strange.put("ce_specversion", "1.0");
        strange.put("ce_id", "");
        strange.put("ce_type", "\n");
        strange.put("ce_source", "no URI at all: %%%");
        strange.put("ce_time", "yesterday");
        strange.put("ce_dataschema", "::");
        strange.put("content-type", "application/cloudevents+json; charset=none");
        byte[] payload = EventJson.write(new PredictionRequested("headers-1", "alias"));
        probe.send(REQUESTED, "headers-1", payload, strange);
        done("headers-1");
    }

    @Test
    void shouldPutLargeRecordsAsideByTheirBeginningAndPlace() {
        int limit = Topic.RECORD_LIMIT_BYTES;
        for (int bytes : new int[] {limit / 2, limit - (20 << 10), limit - (10 << 10), limit - 200}) {
            String key = "large-" + bytes;
            byte[] payload = "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
            probe.send(REQUESTED, key, payload);

            ConsumerRecord<String, byte[]> letter = letter(key);
            assertEquals("EVT-101", TopicProbe.header(letter, DeadLetter.REASON_CODE));
            String cutFrom = TopicProbe.header(letter, DeadLetter.CUT_FROM_BYTES);
            if (bytes <= limit - (20 << 10)) {
                assertNull(cutFrom, "whole where there is room");
                assertArrayEquals(payload, letter.value());
            } else {
                assertEquals(String.valueOf(bytes), cutFrom);
                assertTrue(letter.value().length < bytes);
            }
        }
        good("after-large");
    }

    @Test
    void shouldKeepOffTheTopicWhatUnpacksToMoreThanARecord() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = packing()) {
            for (int bytes : new int[] {2 * Topic.RECORD_LIMIT_BYTES, 5_000_000, 80_000_000}) {
                ExecutionException refused = assertThrows(
                        ExecutionException.class, () -> producer.send(new ProducerRecord<>(REQUESTED, new byte[bytes]))
                                .get());
                assertInstanceOf(RecordTooLargeException.class, refused.getCause());
            }
        }
        good("after-refused-bombs");
    }

    /** On a broker that was not told to measure records unpacked. */
    @Test
    void shouldPutRecordsAsideThatUnpackToMoreThanARecord() throws Exception {
        good("before-bomb");
        measure("producer");
        try (KafkaProducer<byte[], byte[]> producer = packing()) {
            ProducerRecord<byte[], byte[]> bomb =
                    new ProducerRecord<>(REQUESTED, "bomb".getBytes(StandardCharsets.US_ASCII), new byte[5_000_000]);
            // A setting that was taken is in force a moment later.
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> producer.send(bomb)
                    .get()
                    .hasOffset());
            producer.send(new ProducerRecord<>(REQUESTED, new byte[3_000_000], new byte[] {1}))
                    .get();
            for (int i = 0; i < 40; i++) {
                producer.send(new ProducerRecord<>(REQUESTED, new byte[5_000_000]));
            }
        } finally {
            measure("uncompressed");
        }
        assertEquals("5000000", TopicProbe.header(letter("bomb"), DeadLetter.CUT_FROM_BYTES));
        good("after-bomb");
    }

    private KafkaProducer<byte[], byte[]> packing() {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                100_000_000,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                100_000_000L);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void measure(String compression) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, REQUESTED);
        AlterConfigOp set = new AlterConfigOp(
                new ConfigEntry(TopicConfig.COMPRESSION_TYPE_CONFIG, compression), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
        }
    }

    @Test
    void shouldPutBadRecordsAsideWithTheirHeaders() {
        byte[] payload = EventJson.write(new PredictionRequested("bad-1", "bad"));
        probe.send(REQUESTED, "bad-1", payload, Map.of("ce_id", "7"));

        ConsumerRecord<String, byte[]> letter = letter("bad-1");
        assertEquals("tiny.work", TopicProbe.header(letter, DeadLetter.STAGE));
        assertEquals("TIN-102", TopicProbe.header(letter, DeadLetter.REASON_CODE));
        assertEquals(REQUESTED, TopicProbe.header(letter, DeadLetter.TOPIC));
        assertEquals("7", TopicProbe.header(letter, "ce_id"));
        assertArrayEquals(payload, letter.value());
        good("after-bad");
    }

    private void good(String scanId) {
        probe.send(REQUESTED, scanId, EventJson.write(new PredictionRequested(scanId, "alias")));
        done(scanId);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health").then().statusCode(200));
    }

    private void done(String scanId) {
        probe.await("e2enet.predictions.failed", record -> scanId.equals(record.key()), PATIENCE);
    }

    private ConsumerRecord<String, byte[]> letter(String key) {
        return probe.await(LETTERS, record -> key.equals(record.key()), PATIENCE);
    }
}
