package org.e2enet.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.store.ObjectStore;
import org.e2enet.testkit.HeardLog;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The service with its store in a bucket of a real S3 server, which goes away and comes back. */
@QuarkusTest
@WithTestResource(
        value = KafkaAndStore.class,
        initArgs = {
            @ResourceArg(name = KafkaAndStore.BUCKET, value = "true"),
            @ResourceArg(name = "edge.longest-pause", value = "1s")
        })
class BucketIT {
    private static final Duration PATIENCE = Patience.LONG;
    private static final String RECEIVED = "e2enet.scans.received";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    /** The bucket's, as the server keeps them. */
    @ConfigProperty(name = KafkaAndStore.FILES)
    Path files;

    @ConfigProperty(name = "store.directory")
    Path local;

    /** The other classes of this module share the application's settings check, and have none. */
    @ConfigProperty(name = "store.s3.credentials-file")
    Optional<Path> keys;

    @Inject
    ObjectStore objects;

    @Inject
    Catalogue catalogue;

    Runnable stopBucket;
    Runnable startBucket;

    @Test
    void shouldKeepAScanInTheBucketAndForgetIt() throws IOException {
        IngestClient.define("bucket");
        byte[] image = NiftiBytes.ball(20, 51).packed();
        ScanNormalized scan = normalized(
                IngestClient.take("bucket", image, NiftiBytes.ballLabels(20, 51).packed(), null));

        assertTrue(Files.exists(files.resolve("documents/scans/" + scan.scanId() + ".json")));
        assertTrue(Files.exists(file(scan.normalized())));
        assertFalse(Files.exists(local.resolve("documents")), "nothing of it is on this machine's own");
        assertFalse(Files.exists(local.resolve("objects")));
        assertArrayEquals(
                image,
                given().get("/scans/" + scan.scanId() + "/images/0")
                        .then()
                        .extract()
                        .asByteArray());
        try (SafetensorsFile tensors = SafetensorsFile.open(objects.localFile(scan.normalized()))) {
            assertTrue(tensors.names().contains("image"));
        }

        given().delete("/scans/" + scan.scanId()).then().statusCode(204);
        IngestClient.status(scan.scanId()).then().statusCode(404);
        assertFalse(Files.exists(file(scan.normalized())));
        assertFalse(Files.exists(file(scan.images().getFirst())));
        assertFalse(objects.isIntact(scan.images().getFirst()), "nor is a copy taken for it");
    }

    @Test
    void shouldWaitForTheBucketAndLoseNothing() throws IOException {
        IngestClient.define("away");
        byte[] image = NiftiBytes.ball(20, 52).packed();
        byte[] meanwhile = NiftiBytes.ball(20, 53).packed();
        ScanNormalized scan = normalized(IngestClient.take("away", image, null, null));
        try (HeardLog log = new HeardLog();
                TopicProbe probe = new TopicProbe(bootstrapServers)) {
            byte[] record = probe.await(RECEIVED, sent -> scan.scanId().equals(sent.key()), PATIENCE)
                    .value();
            stopBucket.run();
            try {
                IngestClient.upload("away", meanwhile)
                        .then()
                        .statusCode(503)
                        .body("code", equalTo("STO-202"))
                        .body("mend", containsString("S3"));
                given().get("/scans/" + scan.scanId() + "/images/0")
                        .then()
                        .statusCode(503)
                        .body("code", equalTo("STO-202"));
                probe.send(RECEIVED, scan.scanId(), record);
                await().atMost(PATIENCE)
                        .until(() -> given().get("/q/health/ready").asString(), containsString("STO-20"));
                given().get("/q/health/live").then().statusCode(200);
            } finally {
                startBucket.run();
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
            normalized(IngestClient.take("away", meanwhile, null, null));
            await().atMost(PATIENCE)
                    .until(() -> probe.records("e2enet.scans.normalized").stream()
                                    .filter(sent -> scan.scanId().equals(sent.key()))
                                    .count()
                            == 2);
            assertEquals(List.of(), probe.records(RECEIVED + ".dlq"));
            String secret = secret();
            assertTrue(log.lines().stream().noneMatch(line -> line.contains(secret)));
        }
    }

    @Test
    void shouldMissAnObjectThatTheBucketLostAndTakeItAgain() throws IOException {
        IngestClient.define("lost");
        byte[] image = NiftiBytes.ball(20, 54).packed();
        ScanNormalized scan = normalized(IngestClient.take("lost", image, null, null));
        Files.delete(file(scan.images().getFirst()));
        Files.delete(file(scan.normalized()));

        given().get("/scans/" + scan.scanId() + "/images/0").then().statusCode(404);
        IngestClient.take("lost", image, null, null);

        await().atMost(PATIENCE).until(() -> objects.isIntact(scan.normalized()));
        given().get("/scans/" + scan.scanId() + "/images/0").then().statusCode(200);
    }

    private String secret() throws IOException {
        return Files.readAllLines(keys.orElseThrow()).stream()
                .filter(line -> line.startsWith("aws_secret_access_key"))
                .map(line -> line.substring(line.indexOf('=') + 1).trim())
                .findFirst()
                .orElseThrow();
    }

    private Path file(ObjectRef ref) {
        return files.resolve(ref.uri().substring("store:".length()));
    }

    private ScanNormalized normalized(String scanId) {
        await().atMost(PATIENCE).until(() -> catalogue.scans().find(scanId).isPresent());
        return catalogue.scans().find(scanId).orElseThrow();
    }
}
