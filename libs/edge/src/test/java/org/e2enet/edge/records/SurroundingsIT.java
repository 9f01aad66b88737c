package org.e2enet.edge.records;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Topics;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.TinyService;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.FaultException;
import org.e2enet.testkit.HeardLog;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What surrounds a service goes away and comes back: nothing is answered, nothing is lost, everything goes on by itself. */
@QuarkusTest
@WithTestResource(
        value = KafkaAndStore.class,
        initArgs = {
            @ResourceArg(name = "edge.send-timeout", value = "1s"),
            @ResourceArg(name = "edge.broker-probe", value = "1s"),
            @ResourceArg(name = "edge.longest-pause", value = "1s")
        })
class SurroundingsIT {
    private static final Duration PATIENCE = Patience.LONG;
    /** Ten times as long as a send may take here; five minutes with {@code -Dbroker.outage.seconds=300}. */
    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("broker.outage.seconds", 10));

    private static final String REQUESTED = "e2enet.predictions.requested";
    private static final String FAILED = "e2enet.predictions.failed";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "store.directory")
    Path store;

    @Inject
    TinyService service;

    @Inject
    EventSender sender;

    @Inject
    Broker broker;

    @Inject
    Lanes lanes;

    Runnable stopBroker;
    Runnable startBroker;

    @Test
    void shouldWaitForTheStoreAndSayWhyMeanwhile() throws IOException {
        ready(); // which writes to the store
        Path writes = store.resolve("tmp");
        Path away = store.resolve("away");
        try (HeardLog log = new HeardLog();
                TopicProbe probe = new TopicProbe(bootstrapServers)) {
            Files.move(writes, away);
            Files.createFile(writes); // nothing can be written below a file
            try {
                request(probe, "store-1");
                await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .statusCode(503)
                        .body("checks.find { it.name == 'work' }.data.'tiny.work'", equalTo("STO-201")));
                await().atMost(PATIENCE).until(() -> times("store-1") > 1);
                given().get("/q/health/live").then().statusCode(200);
            } finally {
                Files.delete(writes);
                Files.move(away, writes);
            }
            int answers = done(probe, "store-1");
            ready();
            // Of a broker that confirms too late nobody knows whether it has the answer: it is sent again.
            long late = log.lines().stream()
                    .filter(line -> line.contains(EdgeFaults.BROKER_AWAY))
                    .count();
            assertTrue(answers <= 1 + late, () -> answers + " answers, confirmed too late: " + late);
            assertTrue(probe.records(REQUESTED + ".dlq").stream().noneMatch(letter -> "store-1".equals(letter.key())));
        }
    }

    /** The audit's may be missing or forbidden while all others are as they should be. */
    @Test
    void shouldTakeTheBrokerForThereWhenATopicApartFails() {
        ready();
        MockProducer<String, byte[]> forbidding =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        forbidding.sendException = new TopicAuthorizationException("no right to write");
        EventSender failing = new EventSender(
                forbidding,
                broker,
                lanes,
                new SimpleMeterRegistry(),
                new Topics(Topics.DEFAULT_PREFIX),
                "tiny-service");
        PredictionRequested event = new PredictionRequested("scan", "alias");

        // On a busy machine a broker may take longer to answer than it may here, and is away by right for a while.
        await().atMost(PATIENCE).ignoreException(FaultException.class).untilAsserted(() -> {
            FaultException apart = Assertions.assertThrows(FaultException.class, () -> failing.sendApart(event));
            assertEquals(EdgeFaults.BROKER_AWAY, apart.fault().code());
            assertFalse(broker.isAway());
            sender.send(event);
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertFalse(broker.isAway());
            Assertions.assertThrows(FaultException.class, () -> failing.send(event));
            assertTrue(broker.isAway(), "of any other topic it says so");
        });
        await().atMost(PATIENCE).until(() -> !broker.isAway());
    }

    @Test
    void shouldGoOnByItselfHoweverLongTheBrokerWasAway() {
        try (TopicProbe probe = new TopicProbe(bootstrapServers)) {
            request(probe, "before-1");
            done(probe, "before-1");
        }
        stopBroker.run();
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'broker' }.data.code", equalTo("EDG-201")));
        FaultException refused = Assertions.assertThrows(
                FaultException.class, () -> sender.send(new PredictionRequested("scan", "alias")));
        assertEquals(EdgeFaults.BROKER_AWAY, refused.fault().code());
        assertNull(refused.getCause(), "told at once, without another try");
        await().pollDelay(OUTAGE).atMost(OUTAGE.plus(PATIENCE)).until(() -> true);
        given().get("/q/health/live").then().statusCode(200);
        startBroker.run();

        try (TopicProbe probe = new TopicProbe(bootstrapServers)) {
            request(probe, "after-1");
            probe.await(FAILED, record -> "after-1".equals(record.key()), PATIENCE);
            ready();
        }
    }

    private static void ready() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    private long times(String scanId) {
        return service.tried().stream().filter(scanId::equals).count();
    }

    private static int done(TopicProbe probe, String scanId) {
        probe.await(FAILED, record -> scanId.equals(record.key()), PATIENCE);
        return List.copyOf(probe.records(FAILED)).stream()
                .filter(record -> scanId.equals(record.key()))
                .toList()
                .size();
    }

    private static void request(TopicProbe probe, String scanId) {
        PredictionRequested request = new PredictionRequested(scanId, "alias");
        probe.send(REQUESTED, request.key(), EventJson.write(request));
    }
}
