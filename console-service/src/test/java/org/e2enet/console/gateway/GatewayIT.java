package org.e2enet.console.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.console.ConsoleProcess;
import org.e2enet.contract.EventJson;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayIT {
    private static final long UPLOAD_BYTES = 200L << 20;

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static FakeOrigin origin;
    private static ConsoleProcess console;

    @BeforeAll
    static void start() throws IOException {
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
        origin = new FakeOrigin();
        String there = origin.address().toString();
        console = ConsoleProcess.start(
                kafka.bootstrapServers(),
                folder,
                Map.of(
                        "CONSOLE_INGEST", there,
                        "CONSOLE_INFER", there,
                        "CONSOLE_METRICS", there,
                        "CONSOLE_SILENCE", "10S",
                        // Nothing listens on the port of discard.
                        "CONSOLE_TRAIN", "http://localhost:9"));
    }

    @AfterAll
    static void stop() {
        console.close();
        origin.close();
        kafka.close();
    }

    @Test
    void shouldPassACallOnAsAProgramsAndLeadItsLinksBackHere() throws IOException {
        HttpResponse<String> answer = console.send(console.request("/api/metrics/scores?scan=a%20b&sort=-time")
                .header("Origin", console.address().toString())
                .header("Sec-Fetch-Site", "same-origin")
                .header("Cookie", "theme=dark"));
        assertEquals(200, answer.statusCode());
        FakeOrigin.Call call = last();
        assertEquals("GET /scores?scan=a%20b&sort=-time", call.method() + " " + call.target());
        assertFalse(call.headers().containsKey("Origin"));
        assertFalse(call.headers().containsKey("Sec-Fetch-Site"));
        assertFalse(call.headers().containsKey("Cookie"));
        assertEquals(
                origin.address().getAuthority(), call.headers().getFirst("Host"), "the service goes by its own name");
        assertEquals(
                "/api/metrics/scans/abc",
                answer.headers().firstValue("Location").orElseThrow());
        assertEquals(
                "</api/metrics/scores?after=x%2Fy>; rel=\"next\"",
                answer.headers().firstValue("Link").orElseThrow());
    }

    @Test
    void shouldStreamAnUploadThatIsLargerThanItsHeap() throws IOException {
        HttpResponse<String> answer = console.send(console.request("/api/ingest/datasets/brain/scans")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofInputStream(() -> new Zeros(UPLOAD_BYTES))));
        assertEquals(200, answer.statusCode());
        assertEquals(
                UPLOAD_BYTES,
                EventJson.mapper().readTree(answer.body()).path("bytes").asLong());
    }

    @Test
    void shouldStreamABodyOfUnknownLengthOverHttp2() throws Exception {
        try (HttpClient http2 =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            // Both sides have agreed on HTTP/2 by the second.
            http2.send(console.request("/api/ingest/datasets").build(), HttpResponse.BodyHandlers.discarding());
            HttpResponse<String> answer = http2.send(
                    console.request("/api/ingest/datasets/brain/scans")
                            .timeout(Patience.LONG)
                            .header("Content-Type", "multipart/form-data; boundary=x")
                            .POST(BodyPublishers.ofInputStream(() -> new Zeros(1 << 20)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
            assertEquals(200, answer.statusCode());
            assertEquals(
                    1 << 20,
                    EventJson.mapper().readTree(answer.body()).path("bytes").asLong());
        }
    }

    @Test
    void shouldPassServerSentEventsAsTheyCome() throws IOException {
        HttpResponse<InputStream> stream =
                console.send(console.request("/api/infer/predictions/events"), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            // The second is not sent before the first has come through.
            assertEquals("data: first", lines.readLine());
            origin.secondEvent.countDown();
            assertEquals("", lines.readLine());
            assertEquals("data: second", lines.readLine());
        }
    }

    /** Who waits for events is to know at once whether they will come. */
    @Test
    void shouldTellThatAStreamIsThereBeforeItsFirstEvent() throws IOException {
        HttpResponse<InputStream> stream =
                console.send(console.request("/api/infer/predictions/quiet"), BodyHandlers.ofInputStream());
        stream.body().close();

        assertEquals(200, stream.statusCode());
        assertEquals(
                "text/event-stream", stream.headers().firstValue("Content-Type").orElse(""));
    }

    /** As a proxy in front speaks by default: nothing may wait for a whole that never ends. */
    @Test
    void shouldStreamToThoseWhoSpeakTheOldProtocol() throws IOException {
        try (Socket socket =
                new Socket(console.address().getHost(), console.address().getPort())) {
            socket.setSoTimeout(Math.toIntExact(Patience.LONG.toMillis()));
            socket.getOutputStream()
                    .write(("GET /api/infer/predictions/events HTTP/1.0\r\nHost: "
                                    + console.address().getAuthority() + "\r\nConnection: keep-alive\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = lines.readLine();
            assertTrue(status.endsWith(" 200 OK"), status);
            List<String> head = lines.lines().takeWhile(line -> !line.isEmpty()).toList();
            assertTrue(
                    head.stream()
                            .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("chunked")),
                    head::toString);
            assertEquals("data: first", lines.readLine());
        }
    }

    @Test
    void shouldBreakOffACallOnWhichNothingMoves() throws IOException {
        HttpResponse<String> answer = console.get("/api/metrics/scores/stuck");
        assertEquals(502, answer.statusCode());
        assertEquals("CON-201", problem(answer).path("code").asText());
    }

    @Test
    void shouldSayWhichServiceDoesNotAnswer() throws IOException {
        HttpResponse<String> answer = console.get("/api/train/trainings");
        assertEquals(502, answer.statusCode());
        JsonNode problem = problem(answer);
        assertEquals("CON-201", problem.path("code").asText());
        assertEquals("train-service", problem.path("where").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/ingest/q/metrics",
                "/api/ingest/datasets/../q/metrics",
                "/api/ingest/datasets/%2e%2e/labelled",
                "/api/ingest/datasets/a/b/scans",
                "/api/ingest",
                "/api/dicom/series",
                "/api/nobody/x"
            })
    void shouldPassNothingElseOn(String path) throws IOException {
        int before = origin.calls.size();
        // Raw: clients resolve dot segments themselves.
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 404"), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertEquals(before, origin.calls.size());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/ingest/q/../datasets?all=1, /datasets?all=1",
        "/api/ingest/%64atasets, /datasets",
        // No path by its form, yet one of ours behind the marks of an address.
        "abcdefghijk/q/metrics?://x/api/ingest/datasets, /datasets?://x/api/ingest/datasets",
        "http://localhost/api/ingest/datasets, /datasets"
    })
    void shouldPassOnTheVeryPathThatItJudged(String sent, String passed) throws IOException {
        String answer = raw("GET " + sent + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertEquals(passed, last().target());
    }

    @Test
    void shouldPassNoWebSocketOn() throws IOException {
        String answer = raw("GET /api/ingest/datasets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertEquals("/datasets", last().target());
        assertFalse(last().headers().containsKey("Upgrade"));
    }

    @Test
    void shouldRefuseACallThatNamesNoHost() throws IOException {
        int before = origin.calls.size();
        String answer = raw("GET /api/ingest/datasets HTTP/1.0\r\n\r\n");
        assertTrue(answer.contains(" 421 "), answer);
        assertEquals(before, origin.calls.size());
    }

    @Test
    void shouldRefuseWritesOfForeignPagesAndForeignHosts() throws IOException {
        int before = origin.calls.size();
        HttpResponse<String> foreign = console.send(console.request("/api/ingest/scans/abc")
                .header("Origin", "https://elsewhere.example")
                .DELETE());
        assertEquals(403, foreign.statusCode());
        assertEquals("EDG-102", problem(foreign).path("code").asText());
        String rebound = raw("GET /api/ingest/datasets HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertTrue(rebound.startsWith("HTTP/1.1 421"), rebound);
        assertEquals(before, origin.calls.size());
    }

    @Test
    void shouldForbidEverythingThatPagesDoNotNeed() throws IOException {
        assertForbidsWhatPagesDoNotNeed(console.get("/q/health/live"));
        assertForbidsWhatPagesDoNotNeed(console.get("/api/ingest/scans/abc/images/0"));
    }

    private static void assertForbidsWhatPagesDoNotNeed(HttpResponse<String> answer) {
        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
        assertEquals(
                "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals(
                "no-referrer", answer.headers().firstValue("Referrer-Policy").orElseThrow());
    }

    private static FakeOrigin.Call last() {
        return origin.calls.getLast();
    }

    private static JsonNode problem(HttpResponse<String> answer) throws IOException {
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElseThrow());
        return EventJson.mapper().readTree(answer.body());
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", console.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** So many bytes, made while they are read. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(left, length);
            left -= read;
            return read;
        }
    }
}
