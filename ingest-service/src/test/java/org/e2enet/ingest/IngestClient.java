package org.e2enet.ingest;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.e2enet.contract.EventJson;

/** Speaks to the service as a user does. */
final class IngestClient {
    private static final String GZIP = "application/gzip";

    private IngestClient() {}

    /** A data set of one channel with labels 1 and 2. */
    static void define(String dataset) {
        Map<String, Object> body = Map.of(
                "channelNames",
                new String[] {"T1"},
                "labels",
                Map.of("0", "background", "1", "tissue", "2", "ball"),
                "targetSpacingMm",
                new double[] {2, 2, 2});
        given().contentType("application/json")
                .body(EventJson.write(body))
                .put("/datasets/" + dataset)
                .then()
                .statusCode(201);
    }

    static Response upload(String dataset, byte[] image) {
        return upload(dataset, image, null, null);
    }

    static Response upload(String dataset, byte[] image, byte[] labels, String predictWith) {
        RequestSpecification request = given().multiPart("image", "Smith^John.nii.gz", image, GZIP);
        if (labels != null) {
            request.multiPart("labels", "labels.nii.gz", labels, GZIP);
        }
        if (predictWith != null) {
            request.multiPart("predictWith", predictWith);
        }
        return request.post("/datasets/" + dataset + "/scans");
    }

    /** Uploads a scan that must be taken. @return scanId */
    static String take(String dataset, byte[] image, byte[] labels, String predictWith) {
        return upload(dataset, image, labels, predictWith)
                .then()
                .statusCode(202)
                .extract()
                .path("scanId");
    }

    static Response status(String scanId) {
        return given().get("/scans/" + scanId);
    }
}
