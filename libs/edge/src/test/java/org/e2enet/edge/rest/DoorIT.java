package org.e2enet.edge.rest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in, with how much, and how everybody else is told. */
@QuarkusTest
@WithTestResource(
        value = KafkaAndStore.class,
        initArgs = {
            @ResourceArg(name = "edge.upload-limit", value = "2M"),
            @ResourceArg(name = "edge.uploads-at-once", value = "20"),
            @ResourceArg(name = "edge.hosts", value = "tiny-service")
        })
class DoorIT {
    private static final Duration PATIENCE = Patience.LONG;
    private static final String FORM = "multipart/form-data; boundary=b";

    @TestHTTPResource
    URI address;

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "nonsense", "application/problem+json", "a/b;q=9", "text/html"})
    void shouldTellFiguresWhateverFormIsAskedFor(String accepted) {
        given().header("Accept", accepted)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("jvm_memory"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/metrics/", "/q/metrics/%2e/", "/q/./metrics", "/q//metrics"})
    void shouldTellFiguresHoweverTheirPathIsWritten(String path) {
        given().urlEncodingEnabled(false)
                .header("Accept", "nonsense")
                .get(path)
                .then()
                .statusCode(200)
                .body(containsString("jvm_memory"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tiny", "/q/health", "/q/metrics", "/letters", "/none"})
    void shouldServeOwnHostsOnly(String path) {
        for (String host : List.of("evil.example", "evil.example:8081", "localhost.evil.example")) {
            problem(given().header("Host", host).get(path), 421, "EDG-101");
        }
        for (String host : List.of("localhost", "127.0.0.1:1", "tiny-service:8081")) {
            given().header("Host", host).get(path).then().statusCode(not(equalTo(421)));
        }
    }

    @Test
    void shouldLetNoForeignPageWrite() {
        for (String origin : List.of("null", "http://evil.example", "http://localhost:1")) {
            problem(json().header("Origin", origin).put("/tiny"), 403, "EDG-102");
            problem(upload().header("Origin", origin).post("/tiny"), 403, "EDG-102");
        }
        problem(json().header("Sec-Fetch-Site", "cross-site").put("/tiny"), 403, "EDG-102");
        given().header("Origin", "http://evil.example").get("/tiny").then().statusCode(200);
        json().header("Origin", "http://" + address.getAuthority())
                .put("/tiny")
                .then()
                .statusCode(200);
        json().put("/tiny").then().statusCode(200);
        upload().post("/tiny").then().statusCode(200).body(equalTo("uploaded 3"));
    }

    @Test
    void shouldAnswerEveryRefusalAsAProblem() {
        problem(given().get("/none"), 404, "EDG-104");
        problem(given().get("/q/none"), 404, "EDG-104");
        problem(given().delete("/tiny"), 405, "EDG-104");
        problem(given().contentType("text/plain").body("x").put("/tiny"), 415, "EDG-104");
        problem(given().accept("image/png").get("/tiny"), 406, "EDG-104");
        Response defect = given().get("/tiny/defect");
        problem(defect, 500, "EDG-901");
        assertTrue(!defect.asString().contains("Doe"), "an error's own text stays in the log");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no form at all",
                "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"x\"\r\n\r\ncut short",
                "--other\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nx\r\n--other--\r\n",
                "--b\r\nno header\r\n\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"image\"\r\nContent-Type: nonsense\r\n\r\nx\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"x\"\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\nQ\r\n--b--\r\n"
            })
    void shouldTakeAMalformedFormForTheCallersMistake(String body) {
        Response answer = given().header("Content-Type", FORM)
                .body(body.getBytes(StandardCharsets.ISO_8859_1))
                .post("/tiny");
        assertTrue(answer.statusCode() < 500, answer::asString);
        if (answer.statusCode() != 200) {
            problem(answer, answer.statusCode(), "EDG-104");
        }
        given().get("/tiny").then().statusCode(200);
    }

    @Test
    void shouldRefuseBothLengthAndChunks() throws IOException {
        String answer =
                raw("PUT /tiny HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 3\r\n"
                        + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400") || answer.startsWith("HTTP/1.1 200"), answer);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void shouldHoldTheLimitOfBodiesOverEveryProtocol(HttpClient.Version version) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            for (boolean announced : new boolean[] {true, false}) {
                assertTooLarge(client, "PUT", "application/json", 3 << 20, announced);
                assertTooLarge(client, "POST", FORM, 64 << 20, announced);
            }
        }
        given().get("/tiny").then().statusCode(200);
    }

    /** A client may notice the cut before the answer; what it may not be told is that all went well. */
    private void assertTooLarge(HttpClient client, String method, String type, int bytes, boolean announced)
            throws InterruptedException {
        byte[] body = new byte[bytes];
        HttpRequest.BodyPublisher publisher = announced
                ? HttpRequest.BodyPublishers.ofByteArray(body)
                : HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body));
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/tiny"))
                .header("Content-Type", type)
                .timeout(PATIENCE)
                .method(method, publisher)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(413, answer.statusCode(), answer::body);
        } catch (IOException cut) {
            assertTrue(!(cut instanceof java.net.http.HttpTimeoutException), "the service must end it, not the client");
        }
    }

    @Test
    void shouldReadAndTellItsHealthBehindManyStalledUploads() {
        // A busy machine may be slower than the service is with those that stall: when all of them are gone it says
        // nothing.
        await().atMost(PATIENCE).until(this::isAnsweredBehindStalledUploads);
    }

    private boolean isAnsweredBehindStalledUploads() throws IOException {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int n = 0; n < 300; n++) {
                stalled.add(stalledUpload());
            }
            given().get("/tiny").then().statusCode(200);
            given().get("/q/health/live").then().statusCode(200);
            boolean behind = stalled.stream().anyMatch(DoorIT::isUnanswered);
            // They give their places up, so that a good upload comes in while they are still connected.
            await().atMost(PATIENCE).until(() -> upload().post("/tiny").statusCode() == 200);
            return behind;
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    private static boolean isUnanswered(Socket upload) {
        try {
            return upload.getInputStream().available() == 0;
        } catch (IOException cut) {
            return false;
        }
    }

    private Socket stalledUpload() throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.getOutputStream()
                .write(("POST /tiny HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + FORM
                                + "\r\nContent-Length: 1000000\r\n\r\n--b\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            }
        }
    }

    private static io.restassured.specification.RequestSpecification json() {
        return given().contentType("application/json").body("{}");
    }

    private static io.restassured.specification.RequestSpecification upload() {
        return given().multiPart("image", "x.nii", new byte[] {1, 2, 3}, "application/octet-stream");
    }

    private static void problem(Response response, int status, String code) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("type", containsString(code))
                .body("title", not(equalTo("")))
                .body("mend", not(equalTo("")));
    }
}
