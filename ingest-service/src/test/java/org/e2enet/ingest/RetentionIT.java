package org.e2enet.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.ObjectStore;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;

/** Rules are followed by themselves, holds are kept, what nobody mentions is collected. */
@QuarkusTest
@WithTestResource(
        value = KafkaAndStore.class,
        initArgs = {
            @ResourceArg(name = "retention.every", value = "1s"),
            @ResourceArg(name = "retention.unreferenced-age", value = "7d")
        })
class RetentionIT {
    private static final Duration PATIENCE = Patience.LONG;

    @Inject
    ObjectStore objects;

    @Inject
    Catalogue catalogue;

    @Inject
    DocumentStore documents;

    @Test
    void shouldRemoveAScanWhenItsTimeIsOverUnlessItIsHeld() {
        IngestClient.define("passing");
        ScanNormalized held =
                normalized(IngestClient.take("passing", NiftiBytes.ball(16, 61).packed(), null, null));
        ScanNormalized free =
                normalized(IngestClient.take("passing", NiftiBytes.ball(16, 62).packed(), null, null));
        hold(held.scanId(), "{\"reason\": \"trial 7\"}", 200);
        hold(held.scanId(), "{\"reason\": \" \"}", 400);
        hold("0123456789abcdef", "{\"reason\": \"trial 7\"}", 404);
        given().delete("/scans/" + held.scanId()).then().statusCode(409).body("code", equalTo("ING-121"));
        given().get("/scans/" + free.scanId() + "/hold").then().statusCode(404).body("code", equalTo("ING-122"));
        rule("{\"scansDays\": 0}", 400);
        rule("{\"scansDay\": 3}", 400);
        rule("{\"scansDays\": 30}", 200);

        age(held.scanId());
        age(free.scanId());

        await().atMost(PATIENCE).until(() -> IngestClient.status(free.scanId()).statusCode() == 404);
        assertFalse(objects.contains(free.normalized()));
        assertTrue(objects.contains(held.normalized()));
        given().get("/retention")
                .then()
                .statusCode(200)
                .body("held", hasItem(held.scanId()))
                .body("datasets.find { it.dataset == 'passing' }.rule.scansDays", equalTo(30));

        given().delete("/scans/" + held.scanId() + "/hold").then().statusCode(204);
        await().atMost(PATIENCE).until(() -> IngestClient.status(held.scanId()).statusCode() == 404);
    }

    @Test
    void shouldNeitherHoldNorDeleteWhatAnotherIsRemoving() {
        IngestClient.define("leaving-now");
        String scanId = normalized(
                        IngestClient.take("leaving-now", NiftiBytes.ball(16, 65).packed(), null, null))
                .scanId();
        String mark =
                "{\"scanId\": \"" + scanId + "\", \"since\": \"" + Instant.now() + "\", \"leavingBy\": \"another\"}";
        documents.publish("holds/" + scanId + ".json", mark.getBytes(StandardCharsets.UTF_8));

        given().contentType(ContentType.JSON)
                .body("{\"reason\": \"trial 7\"}")
                .put("/scans/" + scanId + "/hold")
                .then()
                .statusCode(409)
                .body("code", equalTo("ING-123"));
        given().get("/scans/" + scanId + "/hold").then().statusCode(404);
        given().delete("/scans/" + scanId).then().statusCode(409).body("code", equalTo("ING-123"));

        documents.remove("holds/" + scanId + ".json");
        hold(scanId, "{\"reason\": \"trial 7\"}", 200);
        given().delete("/scans/" + scanId).then().statusCode(409).body("code", equalTo("ING-121"));
    }

    @Test
    void shouldCollectWhatNoDocumentMentionsButNoSnapshotOfMasks() throws Exception {
        IngestClient.define("mentioned");
        ObjectRef known = normalized(
                        IngestClient.take("mentioned", NiftiBytes.ball(16, 63).packed(), null, null))
                .images()
                .get(0);
        ObjectRef lost = objects.put("lost by a crash".getBytes(StandardCharsets.UTF_8), "text/plain");
        ObjectRef snapshot = objects.put(
                new SafetensorsWriter()
                        .addUnsigned("mask.a", List.of(1, 2), new byte[] {1, 0})
                        .toBytes(),
                "application/vnd.safetensors");
        for (ObjectRef ref : List.of(known, snapshot, lost)) {
            Files.setLastModifiedTime(
                    objects.localFile(ref), FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        }

        await().atMost(PATIENCE).until(() -> !objects.contains(lost));
        assertTrue(objects.isIntact(snapshot));
        assertTrue(objects.isIntact(known));
    }

    private void age(String scanId) {
        ScanReceived scan = catalogue.scans().received().find(scanId).orElseThrow();
        catalogue
                .scans()
                .received()
                .put(new ScanReceived(
                        scan.scanId(),
                        scan.dataset(),
                        scan.images(),
                        scan.labels(),
                        scan.predictWith(),
                        Instant.now().minus(Duration.ofDays(31)),
                        scan.preparation(),
                        scan.subject()));
    }

    private static void hold(String scanId, String body, int status) {
        given().contentType(ContentType.JSON)
                .body(body)
                .put("/scans/" + scanId + "/hold")
                .then()
                .statusCode(status);
    }

    private static void rule(String body, int status) {
        given().contentType(ContentType.JSON)
                .body(body)
                .put("/datasets/passing/retention")
                .then()
                .statusCode(status);
    }

    private ScanNormalized normalized(String scanId) {
        await().atMost(PATIENCE).until(() -> catalogue.scans().find(scanId).isPresent());
        return catalogue.scans().find(scanId).orElseThrow();
    }
}
