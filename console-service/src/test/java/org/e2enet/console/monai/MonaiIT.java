package org.e2enet.console.monai;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.catalogue.AliasHistory;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.console.ConsoleProcess;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.contract.scan.Foreground;
import org.e2enet.contract.scan.Placement;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.network.architecture.Presets;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segmentation, next sample and submit as 3D Slicer asks for them, by a client written to what its extension sends and reads. */
class MonaiIT {
    /** What a user may call an image: slash, plus and all. */
    private static final String NAME = "Doe+Jane 1970";

    private static final byte[] IMAGE = {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3};
    private static final byte[] SEGMENTATION = {0x1f, (byte) 0x8b, '\r', '\n', '-', '-', 9, 0, '\r', '\n'};

    private static final String SERIES = "1.2.840.113619.2.5.1";

    /** Along (x, y, z): 3, 2 and 2 voxels of 1, 2 and 3 mm. */
    private static final LabelVolume LABELS = new LabelVolume(
            Geometry.of(new Size3(2, 2, 3), new Spacing(3, 2, 1)), new short[] {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3});

    /** More than the console's heap. */
    private static final int LARGE_MIB = 160;

    @TempDir
    private static Path folder;

    private static final List<String> CALLS = new CopyOnWriteArrayList<>();
    private static EmbeddedKafka kafka;
    private static HttpServer services;
    private static ConsoleProcess console;
    private static PredictionCompleted done;
    private static PredictionCompleted large;
    private static PredictionCompleted slow;
    private static PredictionCompleted labelled;
    private static volatile long askedAtNanos;

    /** The pace of a body is looked at every ten. */
    private static final int LONGER_THAN_A_BODY_SECONDS = 23;

    private static final String UNDER_WAY = "{\"predictionId\": \"p3\", \"state\": \"running\"}";

    @BeforeAll
    static void start() throws IOException {
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
        FileStore store = new FileStore(folder.resolve("store"));
        Catalogue catalogue = new Catalogue(store);
        DatasetDefinition dataset =
                new DatasetDefinition("brain", List.of("T1"), Map.of(0, "background", 1, "left", 3, "right"));
        catalogue.datasets().put(dataset);
        ObjectRef file = store.put(IMAGE, "application/octet-stream");
        ObjectRef segmentation = store.put(SEGMENTATION, "application/gzip");
        catalogue.scans().put(new ScanReceived("sample", "brain", List.of(file), null, null, Instant.now()));
        catalogue.scans().put(ready("sample", file));
        catalogue
                .models()
                .put(new CheckpointPublished(
                        "run-fold0",
                        "run",
                        0,
                        1,
                        CheckpointPublished.Kind.FINAL,
                        file,
                        dataset,
                        Presets.e2enet(4, 8, 3, 1, 4, new Size3(8, 16, 16), 0.5),
                        Recipe.quick(1, 1, 1),
                        new ModelCosts(1, 1, 1, 1),
                        Map.of(),
                        null));
        catalogue.promote(new ModelPromoted("best", "run-fold0"), new AliasHistory.Because("promoted", null, null));
        catalogue.promote(new ModelPromoted("labelled", "run-fold0"), new AliasHistory.Because("promoted", null, null));
        catalogue.promote(new ModelPromoted("large", "run-fold0"), new AliasHistory.Because("promoted", null, null));
        catalogue.promote(new ModelPromoted("slow", "run-fold0"), new AliasHistory.Because("promoted", null, null));
        done = completed("p1", "best", segmentation);
        slow = completed("p3", "slow", segmentation);
        Path labels = folder.resolve("labels.nii.gz");
        NiftiWriter.write(LABELS, labels);
        labelled = completed("p4", "labelled", store.put(Files.readAllBytes(labels), "application/gzip"));
        large = completed("p2", "large", store.put("application/gzip", out -> {
            for (int mib = 0; mib < LARGE_MIB; mib++) {
                out.write(new byte[1 << 20]);
            }
        }));
        services = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        services.createContext("/", MonaiIT::answer);
        services.start();
        String there = "http://localhost:" + services.getAddress().getPort();
        console = ConsoleProcess.start(
                kafka.bootstrapServers(),
                folder,
                Map.of(
                        "CONSOLE_INGEST", there,
                        "CONSOLE_INFER", there,
                        "CONSOLE_DICOM", there,
                        "CONSOLE_TRAIN", there,
                        "CONSOLE_METRICS", there));
    }

    private static PredictionCompleted completed(String predictionId, String alias, ObjectRef segmentation) {
        return new PredictionCompleted(
                predictionId,
                "sample",
                "brain",
                "run-fold0",
                alias,
                segmentation,
                new PredictionCompleted.Provenance(
                        "0".repeat(64), "0".repeat(64), "sparse", Map.of(), 1, Map.of(), -1, List.of()));
    }

    @AfterAll
    static void stop() {
        console.close();
        services.stop(0);
        kafka.close();
    }

    @Test
    void shouldSayWhatThereIsInTheClientsWords() throws IOException {
        JsonNode info = console.json("/monailabel/info/");
        assertFalse(info.has("config"), "Slicer would take that for a server of an old version");
        JsonNode model = info.path("models").path("best");
        assertEquals("segmentation", model.path("type").asText());
        assertEquals(1, model.path("labels").path("left").asInt());
        assertEquals(2, model.path("labels").path("unused-2").asInt(), "values have no gaps");
        assertEquals(3, model.path("labels").path("right").asInt());
        assertTrue(info.path("strategies").has("first"));
        assertEquals(
                1,
                console.json("/monailabel/datastore/?output=stats")
                        .path("total")
                        .asInt());
        // What there is not: login, training, sessions.
        for (String none : List.of("/auth/", "/train/?check_if_running=true", "/session/1")) {
            assertEquals(404, console.get("/monailabel" + none).statusCode(), none);
        }
    }

    @Test
    void shouldSegmentAnUploadedImageUnderTheClientsNameForIt() throws IOException {
        HttpResponse<String> upload = console.send(console.request("/monailabel/datastore/?image=" + encoded(NAME))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .PUT(BodyPublishers.ofByteArray(form("file", NAME + ".nii.gz", IMAGE))));
        assertEquals(200, upload.statusCode(), upload.body());
        assertEquals(
                "sample",
                EventJson.mapper().readTree(upload.body()).path("image").asText());

        HttpResponse<byte[]> answer = console.send(
                console.request("/monailabel/infer/best?image=" + encoded(NAME))
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofByteArray(form("params", null, "{}".getBytes()))),
                BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        assertEquals(
                answer.body().length,
                answer.headers().firstValueAsLong("Content-Length").orElseThrow(),
                "the client reads the raw connection");
        Map<String, Part> parts =
                Part.of(answer.headers().firstValue("Content-Type").orElseThrow(), answer.body());
        assertEquals(
                1,
                EventJson.mapper()
                        .readTree(parts.get("params").body())
                        .path("label_names")
                        .path("left")
                        .asInt());
        assertTrue(parts.get("params").head().contains("application/json"));
        assertFalse(parts.get("params").head().contains("filename"));
        assertArrayEquals(SEGMENTATION, parts.get("image").body());
        assertTrue(parts.get("image").head().contains("filename=\"p1.nii.gz\""));
        assertFalse(Files.readString(folder.resolve("console.log")).contains("Jane"), "names stay out of the log");
        assertTrue(CALLS.stream().noneMatch(call -> call.contains("Jane")), "and out of other services");
    }

    @Test
    void shouldStreamASegmentationThatIsLargerThanItsHeap() throws IOException {
        HttpResponse<InputStream> answer = console.send(
                console.request("/monailabel/infer/large?image=sample").POST(BodyPublishers.ofString("{}")),
                BodyHandlers.ofInputStream());
        assertEquals(200, answer.statusCode());
        long bytes;
        try (InputStream body = answer.body()) {
            bytes = body.transferTo(OutputStream.nullOutputStream());
        }
        assertEquals(answer.headers().firstValueAsLong("Content-Length").orElseThrow(), bytes);
        assertTrue(bytes > (long) LARGE_MIB << 20, "the form around the file");
    }

    /** As OHIF's extension asks, by the series that it shows; its reader takes no packed voxels. */
    @Test
    void shouldSegmentASeriesOfAnArchiveAsUnpackedNrrd() throws IOException {
        String params = "{\"result_extension\": \".nrrd\", \"result_dtype\": \"uint8\", \"result_compress\": false}";
        HttpResponse<byte[]> answer = console.send(
                console.request("/monailabel/infer/labelled?image=" + SERIES + "&output=image")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofByteArray(form("params", null, params.getBytes()))),
                BodyHandlers.ofByteArray());
        String text = new String(answer.body(), StandardCharsets.ISO_8859_1);
        assertEquals(200, answer.statusCode(), text);
        assertEquals(
                answer.body().length,
                answer.headers().firstValueAsLong("Content-Length").orElseThrow());
        assertTrue(text.startsWith("NRRD0004\ntype: uint8\ndimension: 3\n"), text);
        assertTrue(text.contains("\nsizes: 3 2 2\n") && text.contains("\nencoding: raw\n"), text);
        assertEquals("\0\1\2\3\0\1\2\3\0\1\2\3", text.substring(text.indexOf("\n\n") + 2));
        Path file = folder.resolve("answer.nrrd");
        Files.write(file, answer.body());
        LabelVolume read = new ScanReader(ReadLimits.SINGLE_CHANNEL).readLabels(file, "answer");
        assertEquals(LABELS.geometry().affine(), read.geometry().affine());

        HttpResponse<String> unreadable = console.send(console.request("/monailabel/infer/labelled?image=sample")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(form("params", null, "{".getBytes()))));
        assertEquals(400, unreadable.statusCode(), unreadable.body());
        assertTrue(unreadable.body().contains("CON-107"), unreadable.body());
    }

    /** Whatever came in a form and is read by nobody would be taken for a body that does not come. */
    @Test
    void shouldAnswerAFormWhoseSegmentationTakesLongerThanABodyMay() throws IOException {
        HttpResponse<String> answer = console.send(console.request("/monailabel/infer/slow?image=sample&output=image")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(form("params", null, "{}".getBytes()))));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    @Test
    void shouldHandOutTheNextSampleAndTakeItsLabels() throws IOException {
        HttpResponse<String> next = console.post("/monailabel/activelearning/first", "{}");
        assertEquals(
                404, console.post("/monailabel/activelearning/nearest", "{}").statusCode());
        JsonNode sample = EventJson.mapper().readTree(next.body());
        assertEquals("sample", sample.path("id").asText());
        assertEquals("sample.nii.gz", sample.path("name").asText());
        HttpResponse<byte[]> image =
                console.send(console.request("/monailabel/datastore/image?image=sample"), BodyHandlers.ofByteArray());
        assertArrayEquals(IMAGE, image.body());
        HttpResponse<String> label = console.send(console.request("/monailabel/datastore/label?image=sample")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .PUT(BodyPublishers.ofByteArray(form("label", "label.nii.gz", IMAGE))));
        assertEquals(200, label.statusCode(), label.body());
        assertTrue(CALLS.contains("PUT /scans/sample/labels"), CALLS::toString);
    }

    @Test
    void shouldRefuseWhatIsNotThere() throws IOException {
        HttpResponse<String> unknown = console.post("/monailabel/infer/best?image=nobody", "{}");
        assertEquals(404, unknown.statusCode());
        assertEquals(
                "CON-102",
                EventJson.mapper().readTree(unknown.body()).path("code").asText());
        HttpResponse<String> noModel = console.post("/monailabel/infer/nothing?image=sample", "{}");
        assertEquals(404, noModel.statusCode());
        assertEquals(
                "CON-102",
                EventJson.mapper().readTree(noModel.body()).path("code").asText());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        CALLS.add(body.contains("Jane") ? call + " Jane" : call);
        String scan =
                "{\"scanId\": \"sample\", \"dataset\": \"brain\", \"status\": \"normalized\", \"labelled\": false}";
        byte[] answer =
                switch (call) {
                    case "POST /datasets/brain/scans" ->
                        "{\"scanId\": \"sample\", \"status\": \"received\", \"duplicate\": false}".getBytes();
                    case "GET /scans/sample", "PUT /scans/sample/labels" -> scan.getBytes();
                    case "POST /predictions" -> {
                        PredictionCompleted asked = body.contains("labelled")
                                ? labelled
                                : body.contains("large") ? large : body.contains("slow") ? slow : done;
                        askedAtNanos = System.nanoTime();
                        yield EventJson.write(Map.of(
                                "predictionId",
                                asked.predictionId(),
                                "scanId",
                                "sample",
                                "alias",
                                asked.alias(),
                                "engine",
                                "sparse"));
                    }
                    case "GET /predictions/p3" -> isOver() ? state(slow) : UNDER_WAY.getBytes();
                    case "GET /predictions/p1" -> state(done);
                    case "GET /predictions/p2" -> state(large);
                    case "GET /predictions/p4" -> state(labelled);
                    case "GET /series?uid=" + SERIES -> """
                        [{"since": "2026-01-02T00:00:00Z"}, {"scanId": "sample", "since": "2026-01-01T00:00:00Z"}]""".getBytes();
                    default -> new byte[0];
                };
        exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static boolean isOver() {
        return System.nanoTime() - askedAtNanos > TimeUnit.SECONDS.toNanos(LONGER_THAN_A_BODY_SECONDS);
    }

    private static byte[] state(PredictionCompleted result) {
        return EventJson.write(Map.of("predictionId", result.predictionId(), "state", "completed", "result", result));
    }

    /** A part of a form as it arrived. */
    private record Part(String head, byte[] body) {
        /** By name; read by bytes, as the client does. */
        static Map<String, Part> of(String contentType, byte[] form) {
            String boundary = "--" + contentType.substring(contentType.indexOf("boundary=") + 9);
            String text = new String(form, StandardCharsets.ISO_8859_1);
            Map<String, Part> parts = new TreeMap<>();
            int at = text.indexOf(boundary) + boundary.length();
            while (!text.startsWith("--", at)) {
                int end = text.indexOf("\r\n" + boundary, at);
                int body = text.indexOf("\r\n\r\n", at) + 4;
                String head = text.substring(at, body);
                String name = head.replaceAll("(?s).* name=\"([^\"]*)\".*", "$1");
                parts.put(name, new Part(head, text.substring(body, end).getBytes(StandardCharsets.ISO_8859_1)));
                at = end + 2 + boundary.length();
            }
            return parts;
        }
    }

    private static byte[] form(String field, String fileName, byte[] content) {
        String head = "--b\r\nContent-Disposition: form-data; name=\"" + field + "\""
                + Optional.ofNullable(fileName)
                        .map(name -> "; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream")
                        .orElse("")
                + "\r\n\r\n";
        return (head + new String(content, StandardCharsets.ISO_8859_1) + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static ScanNormalized ready(String scanId, ObjectRef file) {
        Size3 extent = Size3.cube(6);
        Spacing spacing = new Spacing(1, 1, 1);
        PreparedGeometry geometry = new PreparedGeometry(
                extent,
                new Placement(
                        0,
                        2,
                        List.of(1f, 1f, 1f, 1f),
                        Collections.nCopies(6, 0f),
                        List.of(1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f, 0f),
                        2),
                AxisMapping.IDENTITY,
                AxisMapping.IDENTITY,
                new CropBox(0, 0, 0, extent),
                spacing,
                spacing,
                extent);
        ScanFingerprint fingerprint = new ScanFingerprint(
                extent,
                extent,
                spacing,
                List.of(new Foreground(1, 1, 1, Collections.nCopies(Foreground.shares().length, 1.0))),
                List.of());
        return new ScanNormalized(scanId, "brain", List.of(file), null, file, geometry, fingerprint, List.of());
    }
}
