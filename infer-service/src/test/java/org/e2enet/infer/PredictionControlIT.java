package org.e2enet.infer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.PredictionTicket;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionCancelled;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Topic;
import org.e2enet.testkit.KafkaAndStore;
import org.junit.jupiter.api.Test;

/** What people can do about predictions that wait and run. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class PredictionControlIT extends RunningInfer {
    @TestHTTPResource("/predictions/events")
    URI events;

    @Test
    void shouldShowAQueuedPredictionWhereItsLocationSays() {
        world.scan("queued-1", EXTENT);
        world.scan("queued-2", EXTENT);
        promote("queued", model("queued-m", 1));
        CountDownLatch gate = engine.hold();
        String second;
        try {
            String first = requested(Map.of("scanId", "queued-1", "alias", "queued"));
            awaitState(first, "running");
            second = requested(Map.of("scanId", "queued-2", "alias", "queued"));
            given().get("/predictions/" + second).then().statusCode(200).body("state", equalTo("queued"));
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/predictions/" + second)
                    .then()
                    .body("place", equalTo(1)));
        } finally {
            gate.countDown();
        }
        awaitState(second, "completed");
    }

    @Test
    void shouldTellHowFarAnotherInstanceIs() {
        Catalogue catalogue = new Catalogue(world.store());
        catalogue
                .tickets()
                .put(PredictionTicket.open(new PredictionRequested("elsewhere", "any").answeredAt("elsewhere-p")));
        String claim =
                "{\"id\": \"elsewhere-p\", \"owner\": \"another\", \"beat\": 1, \"progress\": {\"paused\": false,"
                        + " \"stage\": \"network\", \"windowsDone\": 3, \"windowsTotal\": 8, \"secondsLeft\": 1.5}}";
        world.store().publish("claims/elsewhere-p.json", claim.getBytes(StandardCharsets.UTF_8));
        try {
            given().get("/predictions/elsewhere-p")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("running"))
                    .body("stage", equalTo("network"))
                    .body("windowsDone", equalTo(3));
        } finally {
            world.store().remove("claims/elsewhere-p.json");
            catalogue.tickets().remove("elsewhere-p");
        }
    }

    @Test
    void shouldListWhatWasAskedForOfAScanNewestFirst() {
        world.scan("listed", EXTENT);
        promote("listed-1", model("listed-m1", 1));
        promote("listed-2", model("listed-m2", 2));
        String first = requested(Map.of("scanId", "listed", "alias", "listed-1"));
        awaitState(first, "completed");
        String second = requested(Map.of("scanId", "listed", "alias", "listed-2"));
        awaitState(second, "completed");
        given().get("/predictions?scan=listed")
                .then()
                .statusCode(200)
                .body("predictions.predictionId", equalTo(List.of(second, first)))
                .body("predictions[0].state", equalTo("completed"));
        String next = given().get("/predictions?scan=listed&limit=1").path("next");
        given().queryParam("after", next)
                .get("/predictions?scan=listed")
                .then()
                .body("predictions.predictionId", equalTo(List.of(first)));
        given().get("/predictions?after=elsewhere").then().statusCode(400).body("code", equalTo("EDG-107"));
    }

    @Test
    void shouldComputeTheUrgentFirstAndTheBatchLast() {
        promote("order", model("order-m", 1));
        for (String scan : new String[] {"order-1", "order-2", "order-3", "order-4"}) {
            world.scan(scan, EXTENT);
        }
        CountDownLatch gate = engine.hold();
        String urgent;
        String normal;
        String batch;
        try {
            awaitState(requested(Map.of("scanId", "order-1", "alias", "order")), "running");
            batch = requested(Map.of("scanId", "order-2", "alias", "order", "priority", "batch"));
            awaitPlace(batch, 1);
            normal = requested(Map.of("scanId", "order-3", "alias", "order"));
            awaitPlace(normal, 1);
            urgent = requested(Map.of("scanId", "order-4", "alias", "order", "priority", "urgent"));
            awaitPlace(urgent, 1);
            awaitPlace(normal, 2);
            awaitPlace(batch, 3);
        } finally {
            gate.countDown();
        }
        assertFalse(keptAt(urgent).isAfter(keptAt(normal)));
        assertFalse(keptAt(normal).isAfter(keptAt(batch)));
    }

    @Test
    void shouldPauseABatchBetweenWindowsWithoutLosingItsWork() {
        world.scan("pause-1", EXTENT);
        world.scan("pause-2", EXTENT);
        promote("pause", model("pause-m", 1));
        CountDownLatch gate = engine.hold();
        int before = engine.forwards.get();
        String batch;
        String urgent;
        try {
            batch = requested(Map.of("scanId", "pause-1", "alias", "pause", "priority", "BATCH"));
            awaitState(batch, "running");
            Awaitility.await().atMost(PATIENCE).until(() -> engine.forwards.get() > before);
            urgent = requested(Map.of("scanId", "pause-2", "alias", "pause", "priority", "URGENT"));
            awaitPlace(urgent, 1);
        } finally {
            gate.countDown();
        }
        assertFalse(keptAt(urgent).isAfter(keptAt(batch)));
        int windows = awaitCompleted("pause-1", 1).getFirst().provenance().windows()
                + awaitCompleted("pause-2", 1).getFirst().provenance().windows();
        assertEquals(windows, engine.forwards.get() - before, "no window twice");
    }

    @Test
    void shouldCancelWhatRunsAndWhatWaitsAndNothingElse() {
        world.scan("cancel-1", EXTENT);
        world.scan("cancel-2", EXTENT);
        promote("cancel", model("cancel-m", 1));
        CountDownLatch gate = engine.hold();
        String running;
        String waiting;
        try {
            running = requested(Map.of("scanId", "cancel-1", "alias", "cancel"));
            awaitState(running, "running");
            waiting = requested(Map.of("scanId", "cancel-2", "alias", "cancel"));
            awaitPlace(waiting, 1);
            given().delete("/predictions/" + waiting).then().statusCode(202);
            assertEquals(waiting, awaitCancelled("cancel-2").predictionId());
            given().delete("/predictions/" + running).then().statusCode(202);
        } finally {
            gate.countDown();
        }
        assertEquals(running, awaitCancelled("cancel-1").predictionId());
        awaitState(running, "cancelled");
        given().delete("/predictions/" + running).then().statusCode(409).body("code", equalTo("INF-208"));
        given().delete("/predictions/nobody").then().statusCode(404).body("code", equalTo("INF-204"));
        assertTrue(world.store().find("predictions/" + running + ".json").isEmpty());

        // The record comes again, as after a crash before its acknowledgement: it stays cancelled.
        send(new PredictionRequested("cancel-1", "cancel", running));
        probe.awaitCount(
                TOPICS.name(Topic.PREDICTIONS_CANCELLED), record -> record.key().equals("cancel-1"), 2, PATIENCE);
        assertTrue(world.store().find("predictions/" + running + ".json").isEmpty());

        assertEquals(running, requested(Map.of("scanId", "cancel-1", "alias", "cancel")));
        awaitState(running, "completed");
        given().delete("/predictions/" + running).then().statusCode(409).body("code", equalTo("INF-208"));
    }

    @Test
    void shouldCancelAPredictionForAllWhoAskedForIt() {
        world.scan("again-1", EXTENT);
        world.scan("again-2", EXTENT);
        promote("again", model("again-m", 1));
        CountDownLatch gate = engine.hold();
        int before = engine.forwards.get();
        String twice;
        try {
            twice = requested(Map.of("scanId", "again-1", "alias", "again"));
            awaitState(twice, "running");
            assertEquals(twice, requested(Map.of("scanId", "again-1", "alias", "again")));
            given().get("/predictions/" + twice).then().body("state", equalTo("running"));
            given().delete("/predictions/" + twice).then().statusCode(202);
        } finally {
            gate.countDown();
        }
        probe.awaitCount(
                TOPICS.name(Topic.PREDICTIONS_CANCELLED), record -> record.key().equals("again-1"), 2, PATIENCE);
        awaitState(twice, "cancelled");
        // Whoever waits behind it has the engine now.
        awaitState(requested(Map.of("scanId", "again-2", "alias", "again")), "completed");
        int windows = awaitCompleted("again-2", 1).getFirst().provenance().windows();
        assertTrue(engine.forwards.get() - before < 2 * windows, "nobody went on with what was cancelled");
        given().get("/predictions/" + twice).then().body("state", equalTo("cancelled"));
    }

    @Test
    void shouldLetADeadlineEndItsOwnRequestAlone() {
        world.scan("hurry-1", EXTENT);
        promote("hurry", model("hurry-m", 1));
        CountDownLatch gate = engine.hold();
        String patient;
        try {
            patient = requested(Map.of("scanId", "hurry-1", "alias", "hurry"));
            awaitState(patient, "running");
            send(new PredictionRequested(
                    "hurry-1", "hurry", null, null, Instant.now().plusMillis(300), null, null, null));
            assertEquals("INF-206", awaitFailed("hurry-1").fault().code());
            given().get("/predictions/" + patient).then().body("state", equalTo("running"));
        } finally {
            gate.countDown();
        }
        awaitState(patient, "completed");
    }

    @Test
    void shouldNotPauseABatchThatSomebodyWantsAtOnce() {
        world.scan("raise-1", EXTENT);
        world.scan("raise-2", EXTENT);
        promote("raise", model("raise-m", 1));
        CountDownLatch gate = engine.hold();
        int before = engine.forwards.get();
        String raised;
        String normal;
        try {
            awaitState(requested(Map.of("scanId", "raise-2", "alias", "raise")), "running");
            raised = requested(Map.of("scanId", "raise-1", "alias", "raise", "priority", "batch"));
            awaitPlace(raised, 1);
            world.scan("raise-3", EXTENT);
            normal = requested(Map.of("scanId", "raise-3", "alias", "raise"));
            awaitPlace(normal, 1);
            assertEquals(raised, requested(Map.of("scanId", "raise-1", "alias", "raise", "priority", "urgent")));
            awaitPlace(raised, 1);
        } finally {
            gate.countDown();
        }
        assertFalse(keptAt(raised).isAfter(keptAt(normal)));
        int windows = Stream.of("raise-1", "raise-2", "raise-3")
                .mapToInt(
                        scan -> awaitCompleted(scan, 1).getFirst().provenance().windows())
                .sum();
        assertEquals(windows, engine.forwards.get() - before, "no window twice");
    }

    @Test
    void shouldFailWhoseScanIsDeletedWhileItWaits() {
        world.scan("gone-1", EXTENT);
        world.scan("gone-2", EXTENT);
        promote("gone", model("gone-m", 1));
        CountDownLatch gate = engine.hold();
        try {
            awaitState(requested(Map.of("scanId", "gone-1", "alias", "gone")), "running");
            awaitPlace(requested(Map.of("scanId", "gone-2", "alias", "gone")), 1);
            world.store().remove("scans/gone-2.json");
        } finally {
            gate.countDown();
        }
        assertEquals("INF-211", awaitFailed("gone-2").fault().code());
    }

    @Test
    void shouldTellAPredictionThatIsOverOnceAndNoneThatIsUnknown() throws Exception {
        world.scan("over-1", EXTENT);
        promote("over", model("over-m", 1));
        String over = requested(Map.of("scanId", "over-1", "alias", "over"));
        awaitState(over, "completed");
        try (HttpClient client = HttpClient.newHttpClient()) {
            String told = client.send(
                            HttpRequest.newBuilder(URI.create(events + "?prediction=" + over))
                                    .timeout(PATIENCE)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertTrue(told.contains("\"state\":\"completed\""), told);
        }
        given().get("/predictions/events?prediction=nobody")
                .then()
                .statusCode(404)
                .body("code", equalTo("INF-204"));
    }

    @Test
    void shouldWaitForTheInstanceThatWorksOnTheSame() {
        world.scan("claim-1", EXTENT);
        world.scan("claim-2", EXTENT);
        promote("claim", model("claim-m", 1));
        CountDownLatch gate = engine.hold();
        String claimed;
        try {
            awaitState(requested(Map.of("scanId", "claim-1", "alias", "claim")), "running");
            claimed = requested(Map.of("scanId", "claim-2", "alias", "claim"));
            awaitPlace(claimed, 1);
            world.store()
                    .publish(
                            "claims/" + claimed + ".json",
                            EventJson.write(Map.of("id", claimed, "owner", "another", "beat", 1)));
        } finally {
            gate.countDown();
        }
        PredictionCompleted first = awaitCompleted("claim-1", 1).getFirst();
        int before = engine.forwards.get();
        given().get("/predictions/" + claimed).then().body("state", equalTo("queued"));

        world.store()
                .publish(
                        "predictions/" + claimed + ".json",
                        EventJson.write(new PredictionCompleted(
                                claimed,
                                "claim-2",
                                first.dataset(),
                                first.modelId(),
                                first.alias(),
                                first.segmentation(),
                                first.provenance())));
        world.store().remove("claims/" + claimed + ".json");

        assertEquals(claimed, awaitCompleted("claim-2", 1).getFirst().predictionId());
        assertEquals(before, engine.forwards.get(), "computed elsewhere");
    }

    @Test
    void shouldFailWhatIsTooLate() {
        world.scan("late-1", EXTENT);
        world.scan("late-2", EXTENT);
        promote("late", model("late-m", 1));
        answered(Map.of("scanId", "late-1", "alias", "late", "deadline", "2020-01-01T00:00:00Z"), 400, "INF-206");
        answered(Map.of("scanId", "late-1", "alias", "late", "priority", "soon"), 400, "INF-207");
        answered(Map.of("scanId", "late-1", "alias", "late", "mirroring", "some"), 400, "INF-207");
        answered(Map.of("scanId", "late-1", "alias", "late", "step", 3), 400, "EDG-106");
        CountDownLatch gate = engine.hold();
        try {
            awaitState(requested(Map.of("scanId", "late-1", "alias", "late")), "running");
            send(new PredictionRequested(
                    "late-2", "late", null, null, Instant.now().plusMillis(300), null, null, null));
            assertEquals("INF-206", awaitFailed("late-2").fault().code());
        } finally {
            gate.countDown();
        }
        awaitCompleted("late-1", 1);
    }

    @Test
    void shouldTakeMirroringAndStepOfTheRequest() {
        world.scan("settings-1", EXTENT);
        promote("settings", model("settings-m", 1));
        String plain = requested(Map.of("scanId", "settings-1", "alias", "settings", "mirroring", "none"));
        awaitState(plain, "completed");
        int before = engine.forwards.get();
        String mirrored =
                requested(Map.of("scanId", "settings-1", "alias", "settings", "mirroring", "all", "step", 0.25));
        awaitState(mirrored, "completed");
        assertNotEquals(plain, mirrored);
        int windows = given().get("/predictions/" + mirrored).path("result.provenance.windows");
        int fewer = given().get("/predictions/" + plain).path("result.provenance.windows");
        assertTrue(windows > fewer, windows + " windows a quarter patch apart, " + fewer + " half a patch");
        assertEquals(8 * windows, engine.forwards.get() - before);
    }

    @Test
    void shouldFollowAPredictionByEventsAndGoOnWhereTheyBroke() throws Exception {
        world.scan("events-1", EXTENT);
        promote("events", model("events-m", 1));
        CountDownLatch gate = engine.hold();
        String id;
        String lastId;
        try {
            id = requested(Map.of("scanId", "events-1", "alias", "events"));
            lastId = follow(id, null, view -> view.path("state").asText().equals("running"))
                    .get("id");
        } finally {
            gate.countDown();
        }
        Map<String, String> end =
                follow(id, lastId, view -> view.path("state").asText().equals("completed"));
        JsonNode completed = EventJson.mapper().readTree(end.get("data"));
        assertEquals("events-m", completed.at("/result/modelId").asText());
        Map<String, String> missed =
                follow(id, lastId, view -> view.path("windowsDone").asInt() > 0);
        assertTrue(EventJson.mapper()
                        .readTree(missed.get("data"))
                        .path("windowsTotal")
                        .asInt()
                > 1);
    }

    /** The first event of a prediction that is wanted: its fields by name. */
    private Map<String, String> follow(String predictionId, String lastEventId, Predicate<JsonNode> wanted)
            throws IOException, InterruptedException {
        HttpRequest.Builder ask = HttpRequest.newBuilder(URI.create(events + "?prediction=" + predictionId))
                .timeout(PATIENCE);
        if (lastEventId != null) {
            ask.header("Last-Event-ID", lastEventId);
        }
        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> lines =
                        client.send(ask.build(), BodyHandlers.ofLines()).body()) {
            Map<String, String> event = new HashMap<>();
            for (Iterator<String> at = lines.iterator(); at.hasNext(); ) {
                String line = at.next();
                if (line.isEmpty() && event.containsKey("data")) {
                    if (wanted.test(EventJson.mapper().readTree(event.get("data")))) {
                        // Closing it would wait for the end of the stream.
                        client.shutdownNow();
                        return event;
                    }
                    event = new HashMap<>();
                } else if (line.contains(":")) {
                    event.put(
                            line.substring(0, line.indexOf(':')),
                            line.substring(line.indexOf(':') + 1).strip());
                }
            }
        }
        throw new AssertionError("no such event came");
    }

    private static String requested(Map<String, ?> body) {
        String id = given().contentType(ContentType.JSON)
                .body(body)
                .post("/predictions")
                .then()
                .statusCode(202)
                .extract()
                .path("predictionId");
        given().get("/predictions/" + id).then().statusCode(200);
        return id;
    }

    private static void answered(Map<String, ?> body, int status, String code) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/predictions")
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
    }

    private static void awaitPlace(String predictionId, int place) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/predictions/" + predictionId)
                .then()
                .body("place", equalTo(place)));
    }

    /** When its result was written down, which is while it has its turn; whose event is sent first afterwards is nobody's promise. */
    private Instant keptAt(String predictionId) {
        awaitState(predictionId, "completed");
        return world.store().changedAt("predictions/" + predictionId + ".json").orElseThrow();
    }

    private PredictionCancelled awaitCancelled(String scanId) {
        return EventJson.read(
                probe.await(
                                TOPICS.name(Topic.PREDICTIONS_CANCELLED),
                                record -> record.key().equals(scanId),
                                PATIENCE)
                        .value(),
                PredictionCancelled.class);
    }
}
