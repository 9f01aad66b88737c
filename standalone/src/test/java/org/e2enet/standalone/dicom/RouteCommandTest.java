package org.e2enet.standalone.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.e2enet.standalone.console.Failures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RouteCommandTest {
    private static final String TABLE = """
            {"routes": [
              {"name": "mr", "match": {"modality": ["MR"], "bodyPart": []}, "channels": [], "dataset": "brain", "alias": "b",
               "outputs": ["SEG"], "destinations": []},
              {"name": "pair", "channels": [{"description": "T1"}, {"description": "T2"}], "dataset": "two", "alias": "t",
               "outputs": ["SEG", "RTSTRUCT"], "destinations": ["PACS"]}]}""";

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        calls.add(call.getRequestMethod() + " " + call.getRequestURI());
        bodies.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] answer = TABLE.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(200, answer.length);
        call.getResponseBody().write(answer);
        call.close();
    }

    @Test
    void shouldListRoutesInTheirOrderWithWhatTheyAsk() {
        String text = run(0, "list", "--url", url());

        assertTrue(text.contains("modality [MR]"), text);
        assertTrue(text.contains("description T1 + description T2"), text);
        assertTrue(text.indexOf("mr") < text.indexOf("pair"), text);
    }

    @Test
    void shouldAddARouteOfWhatIsNamedAlone() throws IOException {
        run(
                0,
                "add",
                "ct",
                "--modality",
                "CT,PT",
                "--least-slices",
                "20",
                "--dataset",
                "d",
                "--alias",
                "a",
                "--before",
                "mr",
                "--url",
                url());

        assertEquals(List.of("PUT /routes/ct?before=mr"), calls);
        JsonNode sent = new ObjectMapper().readTree(bodies.getFirst());
        assertEquals(
                new ObjectMapper().readTree("{\"modality\": [\"CT\", \"PT\"], \"leastSlices\": 20}"),
                sent.path("match"));
        assertEquals("d", sent.path("dataset").asText());
    }

    @Test
    void shouldAddARouteOfSeveralChannels() throws IOException {
        Path channels = Files.writeString(
                folder.resolve("channels.json"), "[{\"description\": \"^T1\"}, {\"description\": \"^T2\"}]");

        run(0, "add", "pair", "--channels", channels.toString(), "--dataset", "d", "--alias", "a", "--url", url());

        JsonNode sent = new ObjectMapper().readTree(bodies.getFirst());
        assertEquals(2, sent.path("channels").size());
        assertTrue(sent.path("match").isMissingNode(), sent::toString);
        run(
                2,
                "add",
                "pair",
                "--channels",
                channels.toString(),
                "--modality",
                "MR",
                "--dataset",
                "d",
                "--alias",
                "a",
                "--url",
                url());
        run(
                2,
                "add",
                "pair",
                "--channels",
                Files.writeString(folder.resolve("bad"), "{").toString(),
                "--dataset",
                "d",
                "--alias",
                "a",
                "--url",
                url());
    }

    @Test
    void shouldRemoveARoute() {
        run(0, "remove", "mr", "--url", url());

        assertEquals("DELETE /routes/mr", calls.getFirst());
    }

    @Test
    void shouldSayHowToReachAServiceWhereNoStackIsUp() {
        run(1, "list", "--data", folder.resolve("none").toString());

        assertTrue(err.toString().contains("CLI-216"), err::toString);
    }

    private String url() {
        return "http://localhost:" + service.getAddress().getPort();
    }

    private String run(int status, String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CommandLine command = new CommandLine(new RouteCommand())
                    .setErr(new PrintWriter(err))
                    .setExecutionExceptionHandler(new Failures());
            assertEquals(status, command.execute(arguments), () -> err + printed.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
