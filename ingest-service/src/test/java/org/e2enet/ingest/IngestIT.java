package org.e2enet.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.ObjectStore;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service with a real broker and a real store, as its users and its neighbours see it. */
@QuarkusTest
@WithTestResource(value = KafkaAndStore.class, initArgs = @ResourceArg(name = "ingest.upload-limit", value = "4M"))
class IngestIT {
    private static final Duration PATIENCE = Patience.LONG;
    private static final String RECEIVED = "e2enet.scans.received";
    private static final String NORMALIZED = "e2enet.scans.normalized";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    ObjectStore objects;

    @Inject
    DocumentStore documents;

    Runnable restartBroker;

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
    void shouldNormalizeALabelledScanAndAnnounceIt() throws IOException {
        IngestClient.define("good");
        byte[] image = NiftiBytes.ball(24, 1).packed();
        String scanId =
                IngestClient.take("good", image, NiftiBytes.ballLabels(24, 1).packed(), "brain");

        ConsumerRecord<String, byte[]> record = awaitOf(NORMALIZED, scanId);
        assertEquals("org.e2enet.scans.normalized.v1", TopicProbe.header(record, "ce_type"));
        assertEquals(scanId, TopicProbe.header(record, "ce_subject"));
        ScanNormalized event = EventJson.read(record.value(), ScanNormalized.class);
        assertEquals(
                event,
                EventJson.read(documents.find("scans/" + scanId + ".json").orElseThrow(), ScanNormalized.class));
        assertEquals(new Size3(24, 24, 24), event.geometry().originalExtent());
        assertEquals(new Spacing(2, 2, 2), event.geometry().spacingMm());
        assertTrue(event.geometry().crop().extent().volume() < 24 * 24 * 24, "cropped to the body");
        assertEquals(List.of(), event.flags());
        assertEquals(3, event.fingerprint().labels().size());
        assertEquals(image.length, objects.read(event.images().getFirst()).length);
        checkTensors(event);

        PredictionRequested request =
                EventJson.read(awaitOf("e2enet.predictions.requested", scanId).value(), PredictionRequested.class);
        assertEquals("brain", request.alias());
        IngestClient.status(scanId)
                .then()
                .statusCode(200)
                .body("status", equalTo("normalized"))
                .body("labelled", equalTo(true));
        given().get("/datasets/good/scans").then().body("scanId", hasItem(scanId));
    }

    private void checkTensors(ScanNormalized event) throws IOException {
        Size3 extent = event.geometry().extent();
        try (SafetensorsFile file = SafetensorsFile.open(objects.localFile(event.normalized()))) {
            assertEquals(
                    List.of(1, extent.depth(), extent.height(), extent.width()),
                    file.tensor("image").shape());
            double sum = 0;
            for (float value : file.tensor("image").values()) {
                sum += value;
            }
            assertEquals(0, sum / extent.volume(), 1e-4, "z-scored");
            assertTrue(file.names().contains("labels"));
        }
    }

    @Test
    void shouldTakeChannelsAsFilesOrAsTheFourthAxis() {
        given().contentType("application/json")
                .body("{\"channelNames\": [\"T1\", \"T2\"], \"normalization\": [\"zscore\", \"zscore-nonzero\"]}")
                .put("/datasets/channels")
                .then()
                .statusCode(201)
                .body("$", not(hasKey("targetSpacingMm")));
        byte[] one = NiftiBytes.ball(16, 1).packed();
        byte[] two = NiftiBytes.ball(16, 2).packed();
        String files = given().multiPart("image", "a", one, "application/gzip")
                .multiPart("image", "b", two, "application/gzip")
                .post("/datasets/channels/scans")
                .then()
                .statusCode(202)
                .extract()
                .path("scanId");
        float[] both = new float[2 * 512];
        for (int n = 0; n < both.length; n++) {
            both[n] = 1 + n % 7;
        }
        String fourth =
                IngestClient.take("channels", NiftiBytes.of(both, 8, 8, 8, 2).bytes(), null, null);

        for (String scanId : List.of(files, fourth)) {
            ScanNormalized event = EventJson.read(awaitOf(NORMALIZED, scanId).value(), ScanNormalized.class);
            assertEquals(2, event.fingerprint().channels().size());
        }
    }

    @Test
    void shouldGiveTheSameScanOneResult() {
        IngestClient.define("twice");
        byte[] image = NiftiBytes.ball(20, 2).packed();
        String scanId = IngestClient.take("twice", image, null, null);
        awaitOf(NORMALIZED, scanId);

        IngestClient.upload("twice", image)
                .then()
                .statusCode(202)
                .body("scanId", equalTo(scanId))
                .body("duplicate", equalTo(true))
                .body("status", equalTo("normalized"));

        IngestClient.define("twice-other");
        String elsewhere = IngestClient.take("twice-other", image, null, null);
        awaitOf(NORMALIZED, elsewhere);
        assertFalse(scanId.equals(elsewhere), "another data set, another scan");
        assertEquals(1, ofScan(NORMALIZED, scanId).size());
        assertEquals(1, ofScan(RECEIVED, scanId).size());
    }

    @Test
    void shouldNotTellAnOldRejectionOnceTheScanIsTakenAgain() throws IOException {
        byte[] image = NiftiBytes.ball(20, 3).packed();
        byte[] labels = NiftiBytes.ballLabels(20, 3).packed();
        String definition = "{\"channelNames\": [\"T1\"], \"labels\": {%s}}";
        define("mended", definition.formatted("\"0\": \"background\", \"1\": \"tissue\""));
        String scanId = IngestClient.take("mended", image, labels, null);
        await().atMost(PATIENCE)
                .until(() -> IngestClient.status(scanId).path("status").equals("rejected"));

        define("mended", definition.formatted("\"0\": \"background\", \"1\": \"tissue\", \"2\": \"ball\""));
        assertEquals(scanId, IngestClient.take("mended", image, labels, null));
        await().atMost(PATIENCE).until(() -> {
            String status = IngestClient.status(scanId).path("status");
            assertFalse(status.equals("rejected"), "the old rejection");
            return status.equals("normalized");
        });
        given().get("/datasets/mended/labelled").then().statusCode(200).body("scanId", equalTo(List.of(scanId)));
        given().get("/datasets/nowhere/labelled").then().statusCode(404);
    }

    private static void define(String dataset, String definition) {
        given().contentType("application/json").body(definition).put("/datasets/" + dataset);
    }

    /** It answered 'duplicate', and a model trained on the data set then claimed a spacing that it never saw. */
    @Test
    void shouldPrepareAScanAnewThatComesAgainAfterItsDataSetChanged() {
        IngestClient.define("changed");
        byte[] image = NiftiBytes.ball(20, 5).packed();
        String scanId = IngestClient.take("changed", image, null, null);
        ScanNormalized first = EventJson.read(awaitOf(NORMALIZED, scanId).value(), ScanNormalized.class);
        given().contentType("application/json")
                .body("{\"channelNames\": [\"T1\"], \"normalization\": [\"none\"], \"targetSpacingMm\": [4, 2, 2]}")
                .put("/datasets/changed")
                .then()
                .statusCode(200);

        IngestClient.upload("changed", image)
                .then()
                .statusCode(202)
                .body("scanId", equalTo(scanId))
                .body("duplicate", equalTo(false))
                .body("status", equalTo("received"));

        ScanNormalized anew = EventJson.read(
                probe.awaitCount(NORMALIZED, record -> scanId.equals(record.key()), 2, PATIENCE)
                        .getLast()
                        .value(),
                ScanNormalized.class);
        assertEquals(new Spacing(2, 2, 2), first.preparation().spacingMm());
        assertEquals(new Spacing(4, 2, 2), anew.geometry().spacingMm());
        assertEquals("none", anew.preparation().channels().getFirst().name());
        assertEquals(first.images(), anew.images());
        await().atMost(PATIENCE).untilAsserted(() -> IngestClient.status(scanId)
                .then()
                .body("status", equalTo("normalized"))
                .body("preparation", equalTo(anew.preparation().sha256())));
        IngestClient.upload("changed", image).then().body("duplicate", equalTo(true));
    }

    @Test
    void shouldRejectByNameWhatEndedTheServiceTimeAndAgain() {
        IngestClient.define("deadly");
        String sound = IngestClient.take("deadly", NiftiBytes.ball(20, 6).packed(), null, null);
        awaitOf(NORMALIZED, sound);
        ScanReceived template =
                EventJson.read(ofScan(RECEIVED, sound).getFirst().value(), ScanReceived.class);
        String scanId = "00112233445566778899aabbccddeeff";
        ScanReceived received = new ScanReceived(
                scanId, "deadly", template.images(), null, null, template.receivedAt(), template.preparation(), null);
        Catalogue catalogue = new Catalogue(documents);
        catalogue.scans().put(received);
        for (int process = 0; process < 3; process++) {
            catalogue.scans().begin(scanId); // and the process ends
        }

        probe.send(RECEIVED, scanId, EventJson.write(received));

        ScanRejected rejected =
                EventJson.read(awaitOf("e2enet.scans.rejected", scanId).value(), ScanRejected.class);
        assertEquals("ING-204", rejected.fault().code());
        assertEquals(template.images(), rejected.originals());
        assertEquals(
                "ING-204", TopicProbe.header(awaitOf("e2enet.scans.received.dlq", scanId), DeadLetter.REASON_CODE));
        IngestClient.status(scanId).then().body("status", equalTo("rejected"));
    }

    @Test
    void shouldAnnounceEqualUploadsAtOnceOnce() throws Exception {
        IngestClient.define("at-once");
        byte[] image = NiftiBytes.ball(20, 20).packed();
        Callable<String> upload = () -> IngestClient.take("at-once", image, null, null);
        List<String> scanIds;
        try (ExecutorService callers = Executors.newFixedThreadPool(20)) {
            scanIds = callers.invokeAll(Collections.nCopies(20, upload)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
        assertEquals(1, Set.copyOf(scanIds).size());
        awaitOf(NORMALIZED, scanIds.getFirst());
        assertEquals(1, ofScan(RECEIVED, scanIds.getFirst()).size());
        assertEquals(1, ofScan(NORMALIZED, scanIds.getFirst()).size());
    }

    @Test
    void shouldAnnounceARedeliveredScanWithoutComputingItAgain() {
        IngestClient.define("again");
        String scanId = IngestClient.take("again", NiftiBytes.ball(20, 3).packed(), null, null);
        byte[] first = awaitOf(NORMALIZED, scanId).value();
        double timesBefore = preparations();

        ConsumerRecord<String, byte[]> received = ofScan(RECEIVED, scanId).getFirst();
        probe.send(RECEIVED, scanId, received.value());

        List<ConsumerRecord<String, byte[]>> both =
                probe.awaitCount(NORMALIZED, record -> scanId.equals(record.key()), 2, PATIENCE);
        assertEquals(
                EventJson.read(first, ScanNormalized.class),
                EventJson.read(both.getLast().value(), ScanNormalized.class));
        assertEquals(timesBefore, preparations());
    }

    private static double preparations() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("e2enet_scan_stage_seconds_count") && line.contains("prepare"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void shouldBuryGarbageAndLiveOn() {
        String garbage = "{\"patient\":\"Smith^John\"";
        probe.send(RECEIVED, "garbage", garbage.getBytes(StandardCharsets.UTF_8));
        probe.send(RECEIVED, "nothing", null);

        for (String key : List.of("garbage", "nothing")) {
            ConsumerRecord<String, byte[]> letter = awaitOf("e2enet.scans.received.dlq", key);
            assertEquals("ingest.normalize", TopicProbe.header(letter, DeadLetter.STAGE));
            assertEquals("EVT-101", TopicProbe.header(letter, DeadLetter.REASON_CODE));
            assertEquals(RECEIVED, TopicProbe.header(letter, DeadLetter.TOPIC));
            letter.headers()
                    .forEach(header -> assertFalse(
                            new String(header.value(), StandardCharsets.UTF_8).contains("Smith"), header.key()));
        }
        IngestClient.define("after-garbage");
        awaitOf(
                NORMALIZED,
                IngestClient.take("after-garbage", NiftiBytes.ball(20, 4).packed(), null, null));
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health").then().statusCode(200));
    }

    @Test
    void shouldLoseNothingWhenTheBrokerRestartsUnderLoad() {
        IngestClient.define("load");
        Thread restart = Thread.ofPlatform().start(restartBroker);
        List<String> scanIds = LongStream.range(100, 108)
                .mapToObj(
                        seed -> takePatiently("load", NiftiBytes.ball(16, seed).packed()))
                .toList();
        await().atMost(PATIENCE).until(() -> !restart.isAlive());

        for (String scanId : scanIds) {
            awaitOf(NORMALIZED, scanId);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health").then().statusCode(200));
    }

    /** As a client that is told at once (503) that the broker is away. */
    private static String takePatiently(String dataset, byte[] image) {
        Response taken = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> IngestClient.upload(dataset, image), answer -> answer.statusCode() == 202);
        return taken.path("scanId");
    }

    @Test
    void shouldDescribeAndMeasureItself() {
        given().get("/q/openapi").then().statusCode(200).body(containsString("/datasets/{name}/scans"));
        IngestClient.define("measured");
        awaitOf(NORMALIZED, IngestClient.take("measured", NiftiBytes.ball(16, 9).bytes(), null, null));

        given().get("/q/metrics")
                .then()
                .body(containsString("e2enet_scans_total{code=\"none\",outcome=\"normalized\"}"))
                .body(containsString("e2enet_scan_stage_seconds_count{stage=\"prepare\"}"))
                .body(not(containsString("Smith")));
    }

    @Test
    void shouldStoreWhatIsReceivedUnderNamesWithoutPatientData() {
        IngestClient.define("names");
        String scanId = IngestClient.take("names", NiftiBytes.ball(16, 10).bytes(), null, null);

        ScanReceived received = EventJson.read(awaitOf(RECEIVED, scanId).value(), ScanReceived.class);
        assertEquals("names", received.dataset());
        assertNull(received.labels());
        assertFalse(new String(EventJson.write(received), StandardCharsets.UTF_8).contains("Smith"));
    }

    private ConsumerRecord<String, byte[]> awaitOf(String topic, String key) {
        return probe.await(topic, record -> key.equals(record.key()), PATIENCE);
    }

    private List<ConsumerRecord<String, byte[]>> ofScan(String topic, String scanId) {
        return probe.records(topic).stream()
                .filter(record -> scanId.equals(record.key()))
                .toList();
    }
}
