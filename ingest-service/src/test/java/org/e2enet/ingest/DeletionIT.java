package org.e2enet.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.store.ObjectStore;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scans leave for good, and what was lost of one that stays comes back. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class DeletionIT {
    private static final Duration PATIENCE = Patience.LONG;
    private static final String RECEIVED = "e2enet.scans.received";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "store.directory")
    Path store;

    @Inject
    ObjectStore objects;

    @Inject
    Catalogue catalogue;

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
    void shouldDeleteAScanForGoodWithAllThatWasMadeFromIt() {
        IngestClient.define("leaving");
        IngestClient.define("staying");
        byte[] image = NiftiBytes.ball(20, 31).packed();
        byte[] labels = NiftiBytes.ballLabels(20, 31).packed();
        ScanNormalized scan = normalized(IngestClient.take("leaving", image, labels, null));
        ScanNormalized same = normalized(IngestClient.take("staying", image, null, null));
        ObjectRef segmentation = predicted(scan);

        given().delete("/scans/" + scan.scanId()).then().statusCode(204);

        IngestClient.status(scan.scanId()).then().statusCode(404);
        given().get("/datasets/leaving/scans").then().body("scanId", not(hasItem(scan.scanId())));
        assertTrue(catalogue.predictions().find("leaving-p").isEmpty());
        assertFalse(objects.contains(segmentation));
        assertFalse(objects.contains(scan.labels()));
        assertTrue(objects.isIntact(scan.images().getFirst()), "the same file in another data set");
        assertTrue(objects.isIntact(same.normalized()));
        given().delete("/scans/" + scan.scanId()).then().statusCode(204);
        given().delete("/scans/never-was").then().statusCode(204);

        double late = lateRecords();
        probe.send(RECEIVED, scan.scanId(), received(scan.scanId()).value());
        await().atMost(PATIENCE).until(() -> lateRecords() == late + 1);
        IngestClient.status(scan.scanId()).then().statusCode(404);

        assertEquals(scan.scanId(), IngestClient.take("leaving", image, labels, null));
        await().atMost(PATIENCE)
                .untilAsserted(() -> IngestClient.status(scan.scanId()).then().body("status", equalTo("normalized")));
        assertTrue(objects.isIntact(scan.normalized()), "taken in again it is as it was");
    }

    @Test
    void shouldMakeALostOrDamagedTensorAgainWhenTheScanIsUploadedAgain() throws IOException {
        IngestClient.define("healing");
        byte[] image = NiftiBytes.ball(20, 32).packed();
        ScanNormalized scan = normalized(IngestClient.take("healing", image, null, null));
        Path tensor = objects.localFile(scan.normalized());

        Files.write(tensor, new byte[] {1});
        IngestClient.take("healing", image, null, null);
        await().atMost(PATIENCE).until(() -> objects.isIntact(scan.normalized()));

        Files.delete(tensor);
        IngestClient.take("healing", image, null, null);
        await().atMost(PATIENCE).until(() -> objects.isIntact(scan.normalized()));

        IngestClient.upload("healing", image).then().statusCode(202).body("duplicate", equalTo(true));
    }

    @Test
    void shouldTakeScansWhenTheFolderOfTemporaryFilesIsClearedAway() throws IOException {
        IngestClient.define("cleared");
        normalized(IngestClient.take("cleared", NiftiBytes.ball(20, 33).packed(), null, null));
        Path temporary = store.resolve("tmp");
        Path away = store.resolve("tmp.away");
        Files.move(temporary, away);

        normalized(IngestClient.take("cleared", NiftiBytes.ball(20, 34).packed(), null, null));
    }

    @Test
    void shouldSayThatTheStoreIsFull() throws IOException {
        IngestClient.define("full");
        Path temporary = store.resolve("tmp");
        Path away = store.resolve("tmp.away-too");
        Files.move(temporary, away);
        Files.createFile(temporary); // nothing can be written below it, as on a full disk
        try {
            IngestClient.upload("full", NiftiBytes.ball(20, 35).packed())
                    .then()
                    .statusCode(507)
                    .body("code", equalTo("STO-201"));
            given().contentType("application/json")
                    .body("{\"channelNames\": [\"T1\"]}")
                    .put("/datasets/full-too")
                    .then()
                    .statusCode(507)
                    .body("code", equalTo("STO-201"));
        } finally {
            Files.delete(temporary);
            Files.move(away, temporary);
        }
        normalized(IngestClient.take("full", NiftiBytes.ball(20, 35).packed(), null, null));
    }

    @Test
    void shouldListTheScansOfADatasetInParts() {
        IngestClient.define("parts");
        for (int seed = 41; seed < 44; seed++) {
            normalized(IngestClient.take("parts", NiftiBytes.ball(16, seed).packed(), null, null));
        }
        List<String> all = given().get("/datasets/parts/scans").path("scanId");
        Response first = given().get("/datasets/parts/scans?limit=2");
        assertEquals(all.subList(0, 2), first.<List<String>>path("scanId"));
        String link = first.header("Link");
        assertTrue(link.contains("rel=\"next\""), link);
        Response rest = given().urlEncodingEnabled(false)
                .get(link.substring(link.indexOf('/', link.indexOf("//") + 2), link.indexOf('>')));
        assertEquals(all.subList(2, 3), rest.<List<String>>path("scanId"));
        assertNull(rest.header("Link"));
        given().get("/datasets/parts/scans?limit=0").then().statusCode(400).body("code", equalTo("ING-112"));
    }

    @Test
    void shouldRefuseADefinitionBeyondItsBounds() {
        String names = "{\"channelNames\": [\"" + "T".repeat(300_000) + "\"]}";
        for (String body :
                List.of(names, "{\"channelNames\": [\"T1\"], \"labels\": {\"1\": \"" + "l".repeat(201) + "\"}}")) {
            given().contentType("application/json")
                    .body(body)
                    .put("/datasets/beyond")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("EDG-106"));
        }
        given().get("/datasets/beyond").then().statusCode(404);
    }

    private ScanNormalized normalized(String scanId) {
        await().atMost(PATIENCE).until(() -> catalogue.scans().find(scanId).isPresent());
        return catalogue.scans().find(scanId).orElseThrow();
    }

    /** A prediction of the scan, as infer-service leaves it. */
    private ObjectRef predicted(ScanNormalized scan) {
        ObjectRef segmentation = objects.put("segmentation".getBytes(StandardCharsets.UTF_8), "application/gzip");
        String sha256 = segmentation.sha256();
        catalogue
                .keep(new PredictionCompleted(
                        "leaving-p",
                        scan.scanId(),
                        scan.dataset(),
                        "model",
                        null,
                        segmentation,
                        new PredictionCompleted.Provenance(
                                sha256, sha256, "sparse", Map.of(), 1, Map.of(), 1, List.of())))
                .orElseThrow();
        return segmentation;
    }

    private ConsumerRecord<String, byte[]> received(String scanId) {
        return probe.await(RECEIVED, record -> scanId.equals(record.key()), PATIENCE);
    }

    private static double lateRecords() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("e2enet_scans_total") && line.contains("deleted"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
