package org.e2enet.infer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanDeletion;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.CloudEventHeaders;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.Size3;
import org.e2enet.contract.Topic;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.components.Components;
import org.e2enet.imaging.components.Connectivity;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.testkit.HeardLog;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.TopicProbe;
import org.junit.jupiter.api.Test;

/** The running service on a real broker with an engine that computes nothing; every test has ids of its own. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class InferServiceIT extends RunningInfer {
    @Test
    void shouldSegmentInTheScansOwnGeometry() throws Exception {
        world.scan("geometry-1", EXTENT);
        promote("geometry", model("geometry-m", 2));
        String id = given().contentType(ContentType.JSON)
                .body("{\"scanId\": \"geometry-1\", \"alias\": \"geometry\"}")
                .post("/predictions")
                .then()
                .statusCode(202)
                .extract()
                .path("predictionId");
        PredictionCompleted completed = awaitCompleted("geometry-1", 1).getFirst();
        assertEquals(id, completed.predictionId());
        assertEquals("geometry-m", completed.modelId());
        assertEquals("fake", completed.provenance().engine());
        assertTrue(completed.provenance().windows() > 1, completed.provenance()::toString);
        given().get("/predictions/" + id).then().statusCode(200).body("state", equalTo("completed"));
        byte[] file = given().get("/predictions/" + id + "/segmentation")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        LabelVolume labels = new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                .readLabels(new ByteArrayInputStream(file), file.length, "segmentation");
        assertEquals(World.geometry(EXTENT), labels.geometry());
        // Everything inside the frame of zeros is class 2, the frame itself was cropped away.
        assertEquals(18L * 21 * 24, labels.voxelsPerLabel()[2]);
    }

    /** It was segmented as it lay in the store, without a word: Dice 0.21 where 0.86 would have been. */
    @Test
    void shouldPrepareAScanAnewThatLiesInTheStoreOtherwiseThanTheModelWantsIt() {
        world.scan("prepared-so", EXTENT);
        world.preparedOtherwise("prepared-otherwise", "prepared-so", EXTENT);
        world.fakeModel("prepared-m", -1, 0);
        promote("prepared", "prepared-m");
        post("prepared-so", "prepared");
        post("prepared-otherwise", "prepared");

        PredictionCompleted so = awaitCompleted("prepared-so", 1).getFirst();
        PredictionCompleted otherwise = awaitCompleted("prepared-otherwise", 1).getFirst();

        assertEquals(so.segmentation().sha256(), otherwise.segmentation().sha256());
        assertTrue(otherwise.provenance().flags().contains("no-orientation"), "the scan's own flags");
    }

    @Test
    void shouldLogNoNameThatACallerMadeUp() {
        try (HeardLog log = new HeardLog()) {
            world.scan("DOE-JOHN-scan", EXTENT);
            promote("DOE-JOHN", model("DOE-JOHN-run-fold0", 1));
            post("DOE-JOHN-scan", "DOE-JOHN");
            awaitCompleted("DOE-JOHN-scan", 1);
            send(new ModelPromoted("DOE-JOHN", "DOE-JANE-fold0"));
            world.claimSize("DOE-JANE-scan", "DOE-JOHN-scan", 1L << 40);
            post("DOE-JANE-scan", "DOE-JOHN");
            awaitFailed("DOE-JANE-scan");
            post("DOE-JOHN-scan", "DOE-NOBODY").then().statusCode(404);
            Awaitility.await().atMost(PATIENCE).until(() -> log.lines().stream()
                    .anyMatch(line -> line.contains("keeps its model")));

            assertTrue(log.lines().stream().anyMatch(line -> line.contains("segmented by")), "is heard");
            assertEquals(
                    List.of(),
                    log.lines().stream().filter(line -> line.contains("DOE")).toList());
        }
    }

    @Test
    void shouldTellWhereARequestStandsFromTheMomentItIsAccepted() {
        world.scan("ticket-1", EXTENT);
        world.scan("ticket-2", EXTENT);
        promote("ticket", model("ticket-m", 1));
        CountDownLatch gate = engine.hold();
        try {
            String first = post("ticket-1", "ticket").path("predictionId");
            String second = post("ticket-2", "ticket").path("predictionId");
            awaitState(first, "running");
            assertEquals("queued", given().get("/predictions/" + second).path("state"));
        } finally {
            gate.countDown();
        }
        awaitCompleted("ticket-2", 1);
    }

    @Test
    void shouldNotAnswerARequestWithTheFailureOfAnEarlierOne() {
        world.scan("mended-0", EXTENT);
        world.claimSize("mended-1", "mended-0", 1L << 40);
        promote("mended", model("mended-m", 1));
        String id = post("mended-1", "mended").path("predictionId");
        awaitState(id, "failed");
        given().get("/predictions/" + id).then().body("fault.code", equalTo("INF-203"));
        world.scan("mended-1", EXTENT);
        CountDownLatch gate = engine.hold();
        try {
            assertEquals(id, post("mended-1", "mended").path("predictionId"));
            awaitState(id, "running");
        } finally {
            gate.countDown();
        }
        awaitState(id, "completed");
    }

    @Test
    void shouldLeadFromAnAcceptedIdToThePredictionOfTheModelThatTookOver() {
        world.scan("moved-0", EXTENT);
        world.scan("moved-1", EXTENT);
        promote("moved", model("moved-old", 1));
        promote("before", model("before-m", 1));
        CountDownLatch gate = engine.hold();
        String id;
        try {
            awaitState(post("moved-0", "before").path("predictionId"), "running");
            id = post("moved-1", "moved").path("predictionId");
            promote("moved", model("moved-new", 2));
        } finally {
            gate.countDown();
        }
        awaitState(id, "completed");
        given().get("/predictions/" + id).then().body("result.modelId", equalTo("moved-new"));
    }

    @Test
    void shouldComputeOnceAndAnnounceEveryTime() {
        world.scan("twice-1", EXTENT);
        promote("twice", model("twice-m", 1));
        send(new PredictionRequested("twice-1", "twice"));
        PredictionCompleted first = awaitCompleted("twice-1", 1).getFirst();
        int forwards = engine.forwards.get();
        send(new PredictionRequested("twice-1", "twice"));
        List<PredictionCompleted> both = awaitCompleted("twice-1", 2);
        assertEquals(List.of(first, first), both);
        assertEquals(forwards, engine.forwards.get());
        List<ConsumerRecord<String, byte[]>> records = probe.records(TOPICS.name(Topic.PREDICTIONS_COMPLETED)).stream()
                .filter(record -> record.key().equals("twice-1"))
                .toList();
        assertEquals(
                TopicProbe.header(records.get(0), CloudEventHeaders.ID),
                TopicProbe.header(records.get(1), CloudEventHeaders.ID));
    }

    @Test
    void shouldNeverServeADamagedSegmentationAndComputeItAgain() throws IOException {
        world.scan("damaged-1", EXTENT);
        promote("damaged", model("damaged-m", 1));
        send(new PredictionRequested("damaged-1", "damaged"));
        PredictionCompleted first = awaitCompleted("damaged-1", 1).getFirst();
        Path file = world.store().localFile(first.segmentation());
        byte[] whole = Files.readAllBytes(file);

        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);
        requireComputedAgain(first, whole, 2);
        Files.delete(file);
        requireComputedAgain(first, whole, 3);
    }

    private void requireComputedAgain(PredictionCompleted lost, byte[] whole, int times) {
        String path = "/predictions/" + lost.predictionId();
        given().get(path + "/segmentation").then().statusCode(404).body("code", equalTo("INF-210"));
        given().get(path).then().statusCode(404).body("code", equalTo("INF-204"));
        send(new PredictionRequested(lost.scanId(), lost.alias()));
        assertEquals(
                lost.segmentation(),
                awaitCompleted(lost.scanId(), times).getLast().segmentation());
        assertArrayEquals(
                whole,
                given().get(path + "/segmentation")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray());
    }

    @Test
    void shouldMakeALostTensorAgainFromTheOriginal() throws IOException {
        world.scan("tensor-1", EXTENT);
        promote("tensor", model("tensor-m", 1));
        ScanNormalized scan =
                new Catalogue(world.store()).scans().find("tensor-1").orElseThrow();
        Files.delete(world.store().localFile(scan.normalized()));

        send(new PredictionRequested("tensor-1", "tensor"));

        awaitCompleted("tensor-1", 1);
    }

    @Test
    void shouldLeaveNothingOfAScanThatIsDeletedWhileItIsSegmented() {
        world.scan("deleted-1", EXTENT);
        promote("deleted", model("deleted-m", 1));
        Catalogue catalogue = new Catalogue(world.store());
        CountDownLatch gate = engine.hold();
        try {
            int before = engine.forwards.get();
            send(new PredictionRequested("deleted-1", "deleted"));
            Awaitility.await().atMost(PATIENCE).until(() -> engine.forwards.get() > before);
            new ScanDeletion(catalogue, world.store()).delete("deleted-1");
        } finally {
            gate.countDown();
        }
        assertEquals("INF-211", awaitFailed("deleted-1").fault().code());
        assertTrue(catalogue.predictions().all().noneMatch(entry -> entry.value()
                .scanId()
                .equals("deleted-1")));
    }

    @Test
    void shouldPutGarbageAsideAndGoOn() {
        world.scan("garbage-1", EXTENT);
        promote("garbage", model("garbage-m", 1));
        byte[] garbage = "{\"scanId\": 7".getBytes(StandardCharsets.UTF_8);
        probe.send(TOPICS.name(Topic.PREDICTIONS_REQUESTED), "garbage", garbage);
        probe.send(TOPICS.name(Topic.MODELS_PROMOTED), "garbage-too", garbage);
        send(new PredictionRequested("garbage-1", "garbage"));
        awaitCompleted("garbage-1", 1);
        for (Topic topic : List.of(Topic.PREDICTIONS_REQUESTED, Topic.MODELS_PROMOTED)) {
            ConsumerRecord<String, byte[]> letter = probe.await(TOPICS.deadLetters(topic), record -> true, PATIENCE);
            assertEquals("EVT-101", TopicProbe.header(letter, DeadLetter.REASON_CODE));
            assertEquals(TOPICS.name(topic), TopicProbe.header(letter, DeadLetter.TOPIC));
        }
        // Promotions are still read after the garbage.
        promote("garbage", model("garbage-n", 2));
    }

    @Test
    void shouldFinishOnTheOldModelWhileTheNewOneTakesOver() {
        world.scan("swap-1", EXTENT);
        world.scan("swap-2", EXTENT);
        promote("swap", model("swap-old", 1));
        CountDownLatch gate = engine.hold();
        try {
            int before = engine.forwards.get();
            send(new PredictionRequested("swap-1", "swap"));
            Awaitility.await().atMost(PATIENCE).until(() -> engine.forwards.get() > before);
            promote("swap", model("swap-new", 2));
            given().get("/q/health/live").then().statusCode(200);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        } finally {
            gate.countDown();
        }
        assertEquals("swap-old", awaitCompleted("swap-1", 1).getFirst().modelId());
        send(new PredictionRequested("swap-2", "swap"));
        assertEquals("swap-new", awaitCompleted("swap-2", 1).getFirst().modelId());
    }

    @Test
    void shouldKeepTheModelWhenTheNewOneFailsItsProbe() {
        world.scan("probe-1", EXTENT);
        promote("probe", model("probe-good", 1));
        world.fakeModel("probe-bad", 1, 2);
        send(new ModelPromoted("probe", "probe-bad"));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/models")
                .then()
                .body("find { it.alias == 'probe' }.refused.fault.code", equalTo("INF-104"))
                .body("find { it.alias == 'probe' }.modelId", equalTo("probe-good")));
        send(new ModelPromoted("probe", "probe-unknown"));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/models")
                .then()
                .body("find { it.alias == 'probe' }.refused.fault.code", equalTo("INF-101")));
        send(new PredictionRequested("probe-1", "probe"));
        assertEquals("probe-good", awaitCompleted("probe-1", 1).getFirst().modelId());
        String metrics = given().get("/q/metrics").asString();
        assertTrue(metrics.contains("e2enet_model_promotions_total{outcome=\"refused\"}"), metrics);
        assertTrue(metrics.contains("e2enet_predictions_total{code=\"none\",outcome=\"completed\"}"), metrics);
        assertTrue(metrics.contains("e2enet_prediction_stage_seconds_count{stage=\"network\"}"), metrics);
    }

    @Test
    void shouldApplyPostProcessingOnceItIsDecided() {
        world.scan("cleared-1", EXTENT);
        world.fakeModel("cleared-m", -2, 0);
        promote("cleared", "cleared-m");
        send(new PredictionRequested("cleared-1", "cleared"));
        PredictionCompleted plain = awaitCompleted("cleared-1", 1).getFirst();
        assertEquals(List.of(), plain.provenance().flags());
        assertTrue(components(plain).count() > 1, "noise comes in pieces");

        world.decide("cleared-m", new PostProcessing(false, List.of(2)));
        send(new ModelPromoted("cleared", "cleared-m"));
        PredictionCompleted cleared = Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> {
                            send(new PredictionRequested("cleared-1", "cleared"));
                            return awaitCompleted("cleared-1", 2).getLast();
                        },
                        last -> !last.predictionId().equals(plain.predictionId()));

        assertEquals(List.of("components-cleared"), cleared.provenance().flags());
        Components left = components(cleared);
        assertEquals(1, left.count());
        Components before = components(plain);
        assertEquals(before.voxels(before.largest()), left.voxels(0));
    }

    @Test
    void shouldAverageTheModelsOfAnEnsemble() {
        world.scan("ensemble-1", EXTENT);
        model("ensemble-a", 1);
        model("ensemble-b", 2);
        model("ensemble-c", 2);
        promote("ensemble", "ensemble-a");
        int before = engine.forwards.get();
        promote("ensemble", new ModelPromoted("ensemble", "three", List.of("ensemble-a", "ensemble-b", "ensemble-c")));
        given().get("/models")
                .then()
                .body(
                        "find { it.alias == 'ensemble' }.members",
                        equalTo(List.of("ensemble-a", "ensemble-b", "ensemble-c")));
        send(new PredictionRequested("ensemble-1", "ensemble"));
        PredictionCompleted completed = awaitCompleted("ensemble-1", 1).getFirst();
        assertEquals("three", completed.modelId());
        assertEquals(
                Set.of("ensemble-a", "ensemble-b", "ensemble-c"),
                completed.provenance().memberWeights().keySet());
        assertEquals(3 * completed.provenance().windows(), engine.forwards.get() - before);
        // Two of three are for class 2.
        assertEquals(18L * 21 * 24, labels(completed).voxelsPerLabel()[2]);
    }

    @Test
    void shouldRefuseAnEnsembleWhoseModelsDoNotFitTogether() {
        world.scan("misfit-1", EXTENT);
        promote("misfit", model("misfit-a", 1));
        world.fakeModel("misfit-b", 1, 1, new Size3(16, 16, 24));
        world.fakeModel("misfit-c", 1, 2);
        refused(new ModelPromoted("misfit", "two", List.of("misfit-a", "misfit-b")), "INF-107");
        refused(new ModelPromoted("misfit", "two", List.of("misfit-a", "misfit-c")), "INF-104");
        refused(new ModelPromoted("misfit", "two", List.of("misfit-a", "misfit-d")), "INF-101");
        given().get("/models").then().body("find { it.alias == 'misfit' }.modelId", equalTo("misfit-a"));
        send(new PredictionRequested("misfit-1", "misfit"));
        assertEquals("misfit-a", awaitCompleted("misfit-1", 1).getFirst().modelId());
    }

    @Test
    void shouldRefuseAModelThatNeedsTooMuchMemoryBeforeAnyWork() {
        promote("large", model("large-a", 1));
        Size3 patch = new Size3(32, 32, 48);
        engine.tooLarge.add(patch);
        // Its probe fails too, but that would be work.
        world.fakeModel("large-b", 1, 2, patch);
        refused(new ModelPromoted("large", "large-b"), "INF-105");
        given().get("/models").then().body("find { it.alias == 'large' }.modelId", equalTo("large-a"));
    }

    @Test
    void shouldTakeAnAliasAway() {
        world.scan("away-1", EXTENT);
        promote("away", model("away-m", 1));
        promote("away-too", "away-m");
        world.store().publish("aliases/away.json", EventJson.write(new ModelPromoted("away", "away-m")));

        given().delete("/models/away").then().statusCode(204);

        given().get("/models").then().body("alias", not(hasItem("away"))).body("alias", hasItem("away-too"));
        assertTrue(world.store().find("aliases/away.json").isEmpty());
        ConsumerRecord<String, byte[]> last = probe.await(
                TOPICS.name(Topic.MODELS_PROMOTED),
                record -> record.key().equals("away") && record.value() == null,
                PATIENCE);
        assertEquals("away", last.key());
        post("away-1", "away").then().statusCode(404).body("code", equalTo("INF-202"));
        given().delete("/models/away").then().statusCode(404).body("code", equalTo("INF-202"));

        probe.send(TOPICS.name(Topic.MODELS_PROMOTED), "away-too", null);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> given().get("/models").then().body("alias", not(hasItem("away-too"))));
        promote("away", "away-m");
        send(new PredictionRequested("away-1", "away"));
        awaitCompleted("away-1", 1);
        assertTrue(
                probe.records(TOPICS.deadLetters(Topic.MODELS_PROMOTED)).stream()
                        .noneMatch(letter -> "away-too".equals(letter.key())),
                "a record without a value is no dead letter");
    }

    @Test
    void shouldServeADamagedModelOnceItIsMendedWithoutAPromotion() throws IOException {
        world.scan("torn-1", EXTENT);
        world.scan("torn-2", EXTENT);
        model("torn-m", 1);
        Path weights = world.store()
                .localFile(EventJson.read(
                                world.store().find("models/torn-m.json").orElseThrow(), CheckpointPublished.class)
                        .weights());
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, new byte[whole.length]);
        refused(new ModelPromoted("torn", "torn-m"), "STO-104");
        send(new PredictionRequested("torn-1", "torn"));
        assertEquals("STO-104", awaitFailed("torn-1").fault().code());

        Files.write(weights, whole);

        send(new PredictionRequested("torn-2", "torn"));
        assertEquals("torn-m", awaitCompleted("torn-2", 1).getFirst().modelId());
        given().get("/models")
                .then()
                .body("find { it.alias == 'torn' }.refused", equalTo(null))
                .body("find { it.alias == 'torn' }.loaded", equalTo(true));
    }

    private void refused(ModelPromoted promotion, String code) {
        send(promotion);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> given().get("/models")
                .then()
                .body("find { it.alias == '" + promotion.alias() + "' }.refused.fault.code", equalTo(code)));
    }

    private Components components(PredictionCompleted prediction) {
        LabelVolume labels = labels(prediction);
        return Components.of(labels.extent(), voxel -> labels.labels()[voxel] == 2, Connectivity.CORNERS);
    }

    private LabelVolume labels(PredictionCompleted prediction) {
        byte[] file = world.store().read(prediction.segmentation());
        return new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                .readLabels(new ByteArrayInputStream(file), file.length, "segmentation");
    }

    @Test
    void shouldRefuseScansThatNeedTooMuchMemoryAndGoOn() {
        world.scan("memory-1", EXTENT);
        world.claimSize("memory-limit", "memory-1", 1L << 40);
        // Below infer.memory-limit, above any test's heap.
        world.claimSize("memory-heap", "memory-1", 7L << 30);
        promote("memory", model("memory-m", 1));
        send(new PredictionRequested("memory-limit", "memory"));
        send(new PredictionRequested("memory-heap", "memory"));
        send(new PredictionRequested("memory-1", "memory"));
        assertEquals("INF-203", awaitFailed("memory-limit").fault().code());
        assertEquals("INF-205", awaitFailed("memory-heap").fault().code());
        awaitCompleted("memory-1", 1);
    }

    @Test
    void shouldSayWhatIsUnknown() {
        world.scan("unknown-1", EXTENT);
        send(new PredictionRequested("unknown-0", "nobody"));
        send(new PredictionRequested("unknown-1", "nobody"));
        ConsumerRecord<String, byte[]> letter = probe.await(
                TOPICS.deadLetters(Topic.PREDICTIONS_REQUESTED), record -> "unknown-0".equals(record.key()), PATIENCE);
        assertEquals("INF-201", TopicProbe.header(letter, DeadLetter.REASON_CODE));
        assertFalse(TopicProbe.header(letter, "dead-letter-reason").contains("unknown-0"), "what a caller made up");
        assertEquals("INF-202", awaitFailed("unknown-1").fault().code());
        post("unknown-0", "nobody").then().statusCode(404).body("code", equalTo("INF-201"));
        post("unknown-1", "nobody").then().statusCode(404).body("code", equalTo("INF-202"));
        given().get("/predictions/0123").then().statusCode(404).body("code", equalTo("INF-204"));
        given().contentType(ContentType.JSON)
                .body("[]")
                .post("/predictions")
                .then()
                .statusCode(400)
                .body("code", equalTo("EDG-106"));
    }
}
