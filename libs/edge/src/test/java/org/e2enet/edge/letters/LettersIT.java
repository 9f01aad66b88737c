package org.e2enet.edge.letters;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.edge.TinyService;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Dead letters listed and replayed over REST. */
@QuarkusTest
@WithTestResource(value = KafkaAndStore.class, initArgs = @ResourceArg(name = "edge.longest-pause", value = "3s"))
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LettersIT {
    private static final Duration PATIENCE = Patience.LONG;
    private static final String REQUESTED = "e2enet.predictions.requested";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    TinyService service;

    @Test
    @Order(1)
    void shouldListPageByPageAndReplayEachOnce() {
        try (TopicProbe probe = new TopicProbe(bootstrapServers)) {
            for (String scanId : List.of("letter-1", "letter-2", "letter-3")) {
                byte[] payload = EventJson.write(new PredictionRequested(scanId, "bad"));
                probe.send(REQUESTED, scanId, payload, Map.of("ce_id", scanId));
            }
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> given().get("/letters").then().statusCode(200).body("letters", hasSize(3)));
            String first = given().get("/letters?limit=2")
                    .then()
                    .body("letters", hasSize(2))
                    .extract()
                    .path("next");
            given().queryParam("after", first)
                    .queryParam("limit", 2)
                    .get("/letters")
                    .then()
                    .body("letters", hasSize(1))
                    .body("next", equalTo(null));
            given().get("/letters")
                    .then()
                    .body("letters[0].topic", equalTo(REQUESTED))
                    .body("letters[0].stage", equalTo("tiny.work"))
                    .body("letters[0].code", equalTo("TIN-102"))
                    .body("letters[0].ageSeconds", greaterThanOrEqualTo(0));

            service.mend();
            String id = given().get("/letters").path("letters[0].id");
            assertEquals(REQUESTED + ".dlq-0@0", id);
            for (int time = 0; time < 3; time++) {
                given().post("/letters/" + id + "/replay")
                        .then()
                        .statusCode(200)
                        .body("replayedAt", notNullValue());
            }
            given().post("/letters/replay").then().body("replayed", equalTo(2));
            given().post("/letters/replay").then().body("replayed", equalTo(0));
            given().get("/letters").then().body("letters", hasSize(0));
            given().get("/letters?replayed=true").then().body("letters", hasSize(3));

            for (String scanId : List.of("letter-1", "letter-2", "letter-3")) {
                probe.await("e2enet.predictions.failed", record -> scanId.equals(record.key()), PATIENCE);
                List<ConsumerRecord<String, byte[]>> sent = probe.records(REQUESTED).stream()
                        .filter(record -> scanId.equals(record.key()))
                        .toList();
                assertEquals(2, sent.size(), "sent once, replayed once");
                assertEquals(scanId, TopicProbe.header(sent.getLast(), "ce_id"));
                assertEquals(null, TopicProbe.header(sent.getLast(), DeadLetter.STAGE));
            }
        }
    }

    @Test
    void shouldReplayTheWholeOfALetterThatWasCut() {
        try (TopicProbe probe = new TopicProbe(bootstrapServers)) {
            byte[] large = "x".repeat((1 << 20) - 2_000).getBytes(StandardCharsets.US_ASCII);
            probe.send(REQUESTED, "cut", large);
            ConsumerRecord<String, byte[]> letter =
                    probe.await(REQUESTED + ".dlq", record -> "cut".equals(record.key()), PATIENCE);
            assertNotEquals(large.length, letter.value().length);

            given().post("/letters/" + letter.topic() + "-" + letter.partition() + "@" + letter.offset() + "/replay")
                    .then()
                    .statusCode(200)
                    .body("cutFromBytes", equalTo(large.length));
            List<ConsumerRecord<String, byte[]>> sent =
                    probe.awaitCount(REQUESTED, record -> "cut".equals(record.key()), 2, PATIENCE);
            assertEquals(large.length, sent.getLast().value().length);
        }
    }

    @Test
    void shouldKnowOnlyLettersOfItsOwnTopics() {
        for (String id :
                List.of("e2enet.scans.received.dlq-0@0", "x", REQUESTED + ".dlq-0@99999", REQUESTED + "-0@0")) {
            given().post("/letters/" + id + "/replay").then().statusCode(404).body("code", equalTo("EDG-112"));
        }
        given().get("/letters?limit=0").then().statusCode(400).body("code", equalTo("EDG-114"));
        given().get("/letters?after=elsewhere").then().statusCode(400).body("code", equalTo("EDG-107"));
        given().get("/letters?limit=abc")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("EDG-109"))
                .body("where", equalTo("query limit"));
    }
}
