package org.e2enet.infer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanDeletion;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Topic;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.TopicProbe;
import org.junit.jupiter.api.Test;

/** What cannot be segmented, each with its code; the rest goes on. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class BadInputIT extends RunningInfer {
    /** What a scan's request fails with. */
    private record BadScan(String scanId, String code) {}

    /** What a call is answered with. */
    private record BadCall(String field, Object value, int status, String code) {}

    @Test
    void shouldFailEachScanThatDoesNotFitWithItsOwnCode() throws IOException {
        world.scan("bad-good", EXTENT);
        promote("bad", model("bad-m", 1));
        world.scanOfDataset("bad-channels", "bad-good", "two-channels", "T1", "T2");
        world.scanOfDataset("bad-modality", "bad-good", "cts", "CT");
        world.scanWithSpacings("bad-unit", "bad-good", 10);
        world.scanWithSpacings("bad-other-unit", "bad-good", 0.1);
        world.scanWithSpacings("bad-speck", "bad-good", 0.001);
        world.scan("bad-damaged", EXTENT);
        damage(world.store().localFile(world.scan("bad-damaged").normalized()));
        world.scan("bad-deleted", EXTENT);
        new ScanDeletion(new Catalogue(world.store()), world.store()).delete("bad-deleted");

        List<BadScan> table = List.of(
                new BadScan("bad-channels", "PRE-103"),
                new BadScan("bad-modality", "PRE-108"),
                new BadScan("bad-unit", "PRE-106"),
                new BadScan("bad-other-unit", "PRE-106"),
                new BadScan("bad-speck", "PRE-107"),
                new BadScan("bad-damaged", "INF-209"));
        table.forEach(bad -> send(new PredictionRequested(bad.scanId(), "bad")));
        for (BadScan bad : table) {
            assertEquals(bad.code(), awaitFailed(bad.scanId()).fault().code(), bad.scanId());
        }
        post("bad-deleted", "bad").then().statusCode(404).body("code", equalTo("INF-201"));
        send(new PredictionRequested("bad-good", "bad"));
        awaitCompleted("bad-good", 1);
    }

    @Test
    void shouldRefuseEachCallThatCannotBeMeant() {
        world.scan("call-1", EXTENT);
        promote("call", model("call-m", 1));
        List<BadCall> table = List.of(
                new BadCall("priority", "soon", 400, "INF-207"),
                new BadCall("mirroring", "some", 400, "INF-207"),
                new BadCall("maps", List.of("heat"), 400, "INF-207"),
                new BadCall("deadline", "2020-01-01T00:00:00Z", 400, "INF-206"),
                new BadCall("step", 3, 400, "EDG-106"),
                new BadCall("scanId", "nobody", 404, "INF-201"),
                new BadCall("alias", "nothing", 404, "INF-202"));
        for (BadCall bad : table) {
            Map<String, Object> call = new HashMap<>(Map.of("scanId", "call-1", "alias", "call"));
            call.put(bad.field(), bad.value());
            given().contentType(ContentType.JSON)
                    .body(call)
                    .post("/predictions")
                    .then()
                    .statusCode(bad.status())
                    .body("code", equalTo(bad.code()));
        }
        String id = post("call-1", "call").then().statusCode(202).extract().path("predictionId");
        awaitState(id, "completed");
        given().delete("/predictions/" + id).then().statusCode(409).body("code", equalTo("INF-208"));
        given().get("/predictions/" + id + "/maps/uncertainty")
                .then()
                .statusCode(404)
                .body("code", equalTo("INF-212"));
    }

    /** Over REST they are named; a record that nobody waits for is put aside, and its scan is not segmented in some other way. */
    @Test
    void shouldPutAsideEachRecordThatCannotBeMeantAndGoOn() {
        world.scan("record-1", EXTENT);
        promote("record", model("record-m", 1));
        Map<String, String> bad = Map.of(
                "priority", "\"soon\"",
                "mirroring", "\"some\"",
                "step", "3",
                "deadline", "\"yesterday\"",
                "maps", "[\"heat\"]");
        bad.forEach((field, value) -> probe.send(
                TOPICS.name(Topic.PREDICTIONS_REQUESTED),
                "record-" + field,
                "{\"scanId\": \"record-1\", \"alias\": \"record\", \"%s\": %s}"
                        .formatted(field, value)
                        .getBytes(StandardCharsets.UTF_8)));
        bad.keySet().forEach(field -> {
            ConsumerRecord<String, byte[]> letter = probe.await(
                    TOPICS.deadLetters(Topic.PREDICTIONS_REQUESTED),
                    record -> ("record-" + field).equals(record.key()),
                    PATIENCE);
            assertEquals("EVT-101", TopicProbe.header(letter, DeadLetter.REASON_CODE), field);
        });
        send(new PredictionRequested("record-1", "record"));
        awaitCompleted("record-1", 1);
    }

    @Test
    void shouldRefuseAModelWhosePostProcessingIsAnotherModels() {
        world.scan("classes-1", EXTENT);
        promote("classes", model("classes-a", 1));
        model("classes-b", 2);
        world.decide("classes-b", new PostProcessing(false, List.of(World.CLASSES)));

        send(new ModelPromoted("classes", "classes-b"));

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/models")
                .then()
                .body("find { it.alias == 'classes' }.refused.fault.code", equalTo("INF-109"))
                .body("find { it.alias == 'classes' }.modelId", equalTo("classes-a")));
        send(new PredictionRequested("classes-1", "classes"));
        assertEquals("classes-a", awaitCompleted("classes-1", 1).getFirst().modelId());
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
