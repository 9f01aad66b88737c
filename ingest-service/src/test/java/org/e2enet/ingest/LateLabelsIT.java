package org.e2enet.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.store.ObjectStore;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class LateLabelsIT {
    private static final Duration PATIENCE = Patience.LONG;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Catalogue catalogue;

    @Inject
    ObjectStore objects;

    @Test
    void shouldTakeLabelsThatComeLateAndCorrectedOnesAndRefuseThoseThatDoNotFit() {
        IngestClient.define("late");
        byte[] image = NiftiBytes.ball(24, 1).packed();
        String scanId = given().multiPart("image", "scan.nii.gz", image)
                .post("/datasets/late/scans")
                .then()
                .statusCode(202)
                .extract()
                .path("scanId");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> IngestClient.status(scanId)
                .then()
                .body("status", equalTo("normalized"))
                .body("labelled", equalTo(false)));

        put(scanId, NiftiBytes.ballLabels(16, 1).packed()).statusCode(422);
        assertFalse(scan(scanId).labels() != null, "what does not fit changes nothing");
        put("none", NiftiBytes.ballLabels(24, 1).packed()).statusCode(404).body("code", equalTo("ING-102"));

        put(scanId, NiftiBytes.ballLabels(24, 1).packed())
                .statusCode(200)
                .body("labelled", equalTo(true))
                .body("status", equalTo("normalized"));
        ObjectRef first = scan(scanId).labels();
        assertEquals(3, scan(scanId).fingerprint().labels().size());
        try (TopicProbe probe = new TopicProbe(bootstrapServers)) {
            probe.await(
                    "e2enet.scans.normalized",
                    record -> scanId.equals(record.key())
                            && EventJson.read(record.value(), ScanNormalized.class)
                                            .labels()
                                    != null,
                    PATIENCE);
        }

        float[] corrected = new float[24 * 24 * 24];
        corrected[12 * 24 * 24 + 12 * 24 + 12] = 1;
        put(scanId, NiftiBytes.of(corrected, 24, 24, 24).packed()).statusCode(200);
        ObjectRef second = scan(scanId).labels();
        assertNotEquals(first, second);
        assertTrue(objects.isIntact(first), "the earlier truth stays");

        given().delete("/scans/" + scanId).then().statusCode(204);
        assertFalse(objects.contains(first));
        assertFalse(objects.contains(second));
    }

    private ScanNormalized scan(String scanId) {
        return catalogue.scans().find(scanId).orElseThrow();
    }

    private static ValidatableResponse put(String scanId, byte[] labels) {
        return given().multiPart("labels", "labels.nii.gz", labels)
                .put("/scans/" + scanId + "/labels")
                .then();
    }
}
