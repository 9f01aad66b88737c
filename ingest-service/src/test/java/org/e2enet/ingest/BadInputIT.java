package org.e2enet.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ScanRejected;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.ObjectStore;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad input: a named refusal or a named rejection, the original kept, the service alive. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@WithTestResource(value = KafkaAndStore.class, initArgs = @ResourceArg(name = "ingest.upload-limit", value = "4M"))
class BadInputIT {
    private static final Duration PATIENCE = Patience.LONG;
    private static final int EDGE = 16;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    ObjectStore objects;

    @Inject
    DocumentStore documents;

    private boolean defined;

    record Upload(String what, String code, byte[] image, byte[] labels) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Upload> refused() {
        byte[] good = NiftiBytes.ball(EDGE, 1).bytes();
        float[] voxels = new float[EDGE * EDGE * EDGE];
        return List.of(
                new Upload("empty file", "IMG-101", new byte[0], null),
                new Upload("no NIfTI", "IMG-102", "%PDF-1.7 ".repeat(100).getBytes(StandardCharsets.US_ASCII), null),
                new Upload("ends within its header", "IMG-115", Arrays.copyOf(good, 200), null),
                new Upload("more voxels than the file", "IMG-104", Arrays.copyOf(good, 1000), null),
                new Upload(
                        "2^42 voxels",
                        "IMG-105",
                        NiftiBytes.of(voxels, 1, 1, 1)
                                .claim(16384, 16384, 16384)
                                .bytes(),
                        null),
                new Upload(
                        "2-D image",
                        "IMG-107",
                        NiftiBytes.of(new float[256], 16, 16).bytes(),
                        null),
                new Upload(
                        "5-D image",
                        "IMG-107",
                        NiftiBytes.of(new float[48], 2, 2, 2, 2, 3).bytes(),
                        null),
                new Upload(
                        "zero spacing",
                        "IMG-109",
                        NiftiBytes.of(voxels, EDGE, EDGE, EDGE)
                                .spacingMm(1, 0, 1)
                                .bytes(),
                        null),
                new Upload(
                        "negative spacing",
                        "IMG-109",
                        NiftiBytes.of(voxels, EDGE, EDGE, EDGE)
                                .spacingMm(1, 1, -2)
                                .bytes(),
                        null),
                new Upload(
                        "too many channels",
                        "ING-106",
                        NiftiBytes.of(new float[128], 4, 4, 4, 2).bytes(),
                        null),
                new Upload("bad labels header", "IMG-102", good, new byte[400]));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseAtOnce(Upload upload) {
        define();
        expectProblem(IngestClient.upload("bad", upload.image(), upload.labels(), null), 422, upload.code());
        expectAlive();
    }

    static List<Upload> rejected() {
        byte[] good = NiftiBytes.ball(EDGE, 1).packed();
        float[] voxels = new float[EDGE * EDGE * EDGE];
        float[] nan = NiftiVoxels.of(EDGE, 1);
        nan[77] = Float.NaN;
        float[] infinite = NiftiVoxels.of(EDGE, 1);
        infinite[78] = Float.NEGATIVE_INFINITY;
        float[] half = NiftiVoxels.of(EDGE, 0);
        half[5] = 1.5f;
        float[] unknown = NiftiVoxels.of(EDGE, 0);
        unknown[5] = 9;
        return List.of(
                new Upload("truncated gzip", "IMG-103", Arrays.copyOf(good, good.length / 2), null),
                new Upload("NaN voxel", "IMG-111", cube(nan), null),
                new Upload("infinite voxel", "IMG-111", cube(infinite), null),
                new Upload("all zero", "IMG-113", cube(voxels), null),
                new Upload("labels not integers", "IMG-112", good, cube(half)),
                new Upload("labels the data set does not define", "ING-109", good, cube(unknown)),
                new Upload(
                        "labels on another grid",
                        "IMG-114",
                        good,
                        NiftiBytes.ballLabels(20, 1).packed()),
                new Upload(
                        "labels at another place",
                        "IMG-114",
                        good,
                        NiftiBytes.ballLabels(EDGE, 1).spacingMm(2, 2, 2).packed()));
    }

    private static byte[] cube(float[] voxels) {
        return NiftiBytes.of(voxels, EDGE, EDGE, EDGE).bytes();
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void shouldRejectByEventAndKeepTheOriginal(Upload upload) {
        define();
        String scanId = IngestClient.take("bad", upload.image(), upload.labels(), null);
        await().atMost(PATIENCE)
                .until(() -> IngestClient.status(scanId).path("status").equals("rejected"));

        IngestClient.status(scanId).then().body("fault.code", equalTo(upload.code()));
        try (TopicProbe probe = new TopicProbe(bootstrapServers)) {
            ScanRejected event = EventJson.read(
                    probe.await("e2enet.scans.rejected", record -> scanId.equals(record.key()), PATIENCE)
                            .value(),
                    ScanRejected.class);
            assertEquals(upload.code(), event.fault().code());
            assertArrayEquals(upload.image(), objects.read(event.originals().getFirst()));
        }
        expectAlive();
    }

    /** 16 mm at 10 µm: 1600³ voxels. Without a look beforehand it would end the process, again and again. */
    @Test
    void shouldRejectAScanThatWouldTakeMoreMemoryThanThereIs() {
        given().contentType("application/json")
                .body("{\"channelNames\": [\"T1\"], \"targetSpacingMm\": [0.01, 0.01, 0.01]}")
                .put("/datasets/microscopic")
                .then()
                .statusCode(201);
        String scanId =
                IngestClient.take("microscopic", NiftiBytes.ball(EDGE, 1).packed(), null, null);

        await().atMost(PATIENCE)
                .until(() -> IngestClient.status(scanId).path("status").equals("rejected"));
        IngestClient.status(scanId).then().body("fault.code", equalTo("IMG-128"));
        expectAlive();
    }

    @Test
    void shouldRefuseUploadsOverTheLimitBeforeReadingThem() {
        define();
        expectProblem(IngestClient.upload("bad", new byte[5_000_000]), 413, "EDG-103");
        expectAlive();
    }

    /** Without an announced length the server reads up to the limit; the client may notice the cut before the answer. */
    @Test
    void shouldCutOffUploadsThatDoNotAnnounceTheirLength() throws Exception {
        define();
        byte[] body = ("--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"x\"\r\n\r\n"
                        + "x".repeat(6_000_000) + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/datasets/bad/scans"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertEquals(
                    413,
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        } catch (IOException cut) {
            assertFalse(cut instanceof HttpTimeoutException, "the service must end it, not the client");
        }
        expectAlive();
    }

    @Test
    void shouldNameWhatIsUnknown() {
        expectProblem(IngestClient.upload("nowhere", NiftiBytes.ball(EDGE, 1).packed()), 404, "ING-101");
        expectProblem(given().get("/datasets/nowhere"), 404, "ING-101");
        expectProblem(given().get("/datasets/nowhere/scans"), 404, "ING-101");
        expectProblem(given().get("/scans/0123"), 404, "ING-102");
        expectProblem(given().get("/scans/..%2F..%2Fetc"), 404, "ING-102");
    }

    @Test
    void shouldRefuseUploadsWithoutImageOrWithABadAlias() {
        define();
        expectProblem(given().multiPart("predictWith", "x").post("/datasets/bad/scans"), 400, "ING-105");
        expectProblem(IngestClient.upload("bad", NiftiBytes.ball(EDGE, 1).packed(), null, "../x"), 400, "ING-108");
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void shouldRefuseBadDefinitions(String body) {
        expectProblem(given().contentType("application/json").body(body).put("/datasets/wrong"), 400, null);
        expectProblem(given().get("/datasets/wrong"), 404, "ING-101");
    }

    static List<String> definitions() {
        return List.of(
                "",
                "{",
                "[]",
                "{}",
                "{\"channelNames\": []}",
                "{\"channelNames\": [\"a\"], \"normalization\": [\"magic\"]}",
                "{\"channelNames\": [\"a\"], \"normalization\": [\"ct\"]}",
                "{\"channelNames\": [\"a\"], \"targetSpacingMm\": [1, 1, 0]}",
                "{\"channelNames\": [\"a\"], \"labels\": {\"-1\": \"x\"}}",
                "{\"channelNames\": [\"a\"], \"name\": \"other\"}");
    }

    private void define() {
        if (!defined) {
            IngestClient.define("bad");
            defined = true;
        }
    }

    /** @param code or null for any */
    private static void expectProblem(Response response, int status, String code) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", code == null ? not(emptyOrNullString()) : equalTo(code))
                .body("what", not(emptyOrNullString()))
                .body("where", not(emptyOrNullString()))
                .body("mend", not(emptyOrNullString()));
    }

    private static void expectAlive() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health").then().statusCode(200));
    }
}
