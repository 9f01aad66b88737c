package org.e2enet.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import org.awaitility.Awaitility;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;

/** What came in goes out: whole, or smaller. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class OriginalsIT {
    private static final int EDGE = 40;

    @Test
    void shouldAnswerTheFilesAsTheyCameAndSmallerOnesOfOneGrid() {
        IngestClient.define("originals");
        byte[] image = NiftiBytes.ball(EDGE, 1).packed();
        byte[] labels = NiftiBytes.ballLabels(EDGE, 1).packed();
        String scanId = given().multiPart("image", "scan.nii.gz", image)
                .multiPart("labels", "truth.nii.gz", labels)
                .post("/datasets/originals/scans")
                .then()
                .statusCode(202)
                .extract()
                .path("scanId");
        Awaitility.await()
                .atMost(Patience.LONG)
                .untilAsserted(() -> IngestClient.status(scanId).then().body("status", equalTo("normalized")));

        assertArrayEquals(image, bytes("/scans/" + scanId + "/images/0"));
        assertArrayEquals(labels, bytes("/scans/" + scanId + "/labels"));

        NiftiReader reader = new NiftiReader(ReadLimits.SINGLE_CHANNEL);
        byte[] packed = bytes("/scans/" + scanId + "/images/0?preview=16");
        Volume small = reader.readImage(new ByteArrayInputStream(packed), packed.length, "preview");
        byte[] packedLabels = bytes("/scans/" + scanId + "/labels?preview=16");
        LabelVolume truth = reader.readLabels(new ByteArrayInputStream(packedLabels), packedLabels.length, "preview");
        // Blocks of three.
        assertEquals(Size3.cube(14), small.extent());
        assertEquals(0, small.geometry().largestGapMm(truth.geometry()));
    }

    @Test
    void shouldSayWhatIsNotThere() {
        given().get("/scans/nobody/images/0").then().statusCode(404).body("code", equalTo("ING-102"));
        IngestClient.define("bare");
        String scanId = given().multiPart(
                        "image", "scan.nii.gz", NiftiBytes.ball(EDGE, 2).packed())
                .post("/datasets/bare/scans")
                .then()
                .statusCode(202)
                .extract()
                .path("scanId");
        given().get("/scans/" + scanId + "/images/1").then().statusCode(404).body("code", equalTo("ING-119"));
        given().get("/scans/" + scanId + "/labels").then().statusCode(404).body("code", equalTo("ING-119"));
        given().get("/scans/" + scanId + "/images/0?preview=4096")
                .then()
                .statusCode(400)
                .body("code", equalTo("ING-120"));
    }

    private static byte[] bytes(String path) {
        return given().get(path).then().statusCode(200).extract().asByteArray();
    }
}
