package org.e2enet.infer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.testkit.KafkaAndStore;
import org.junit.jupiter.api.Test;

/** The service with its store in a bucket of a real S3 server; scans and models are put there beside it. */
@QuarkusTest
@WithTestResource(
        value = KafkaAndStore.class,
        initArgs = {
            @ResourceArg(name = KafkaAndStore.BUCKET, value = "true"),
            @ResourceArg(name = "edge.longest-pause", value = "1s")
        })
class BucketIT extends RunningInfer {
    Runnable stopBucket;
    Runnable startBucket;

    @Test
    void shouldSegmentFromTheBucketIntoTheBucket() throws IOException {
        world.scan("bucket-1", EXTENT);
        promote("bucket", model("bucket-m", 2));
        post("bucket-1", "bucket").then().statusCode(202);

        PredictionCompleted done = awaitCompleted("bucket-1", 1).getFirst();

        byte[] given = given().get("/predictions/" + done.predictionId() + "/segmentation")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertArrayEquals(world.store().read(done.segmentation()), given);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> world.store().list("claims").isEmpty());
    }

    @Test
    void shouldFindADamagedScanByItsHash() throws IOException {
        world.scan("bucket-damaged", EXTENT);
        promote("bucket-whole", model("bucket-whole-m", 1));
        Path tensor = world.store().localFile(world.scan("bucket-damaged").normalized());
        byte[] bytes = Files.readAllBytes(tensor);
        bytes[bytes.length / 2] ^= 1;
        Files.write(tensor, bytes);

        post("bucket-damaged", "bucket-whole");
        assertEquals("INF-209", awaitFailed("bucket-damaged").fault().code());
    }

    @Test
    void shouldWaitForTheBucketAndLoseNoRequest() {
        world.scan("bucket-2", EXTENT);
        promote("bucket-away", model("bucket-away-m", 1));
        stopBucket.run();
        try {
            send(new PredictionRequested("bucket-2", "bucket-away"));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> given().get("/q/health/ready").asString(), containsString("STO-20"));
        } finally {
            startBucket.run();
        }
        assertEquals("bucket-away-m", awaitCompleted("bucket-2", 1).getFirst().modelId());
    }
}
