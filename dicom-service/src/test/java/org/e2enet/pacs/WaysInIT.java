package org.e2enet.pacs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.e2enet.contract.ResultDelivered;
import org.e2enet.contract.SeriesAccepted;
import org.e2enet.contract.SeriesRefused;
import org.e2enet.contract.Topic;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.testkit.MadeSeries;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service where series are handed in, told of by a hook, or come as the channels of one scan; and results asked for. */
class WaysInIT {
    private static final String ROUTES = """
            {"routes": [
              {"name": "two", "channels": [{"description": "^FLAIR"}, {"description": "^T2"}], "dataset": "brain", "alias": "both"},
              {"name": "called", "match": {"description": "^CALLED", "calledAet": ["E2E"]}, "dataset": "brain", "alias": "best"},
              {"name": "mr", "match": {"modality": ["MR"], "description": "^T1"}, "dataset": "brain", "alias": "best"}]}
            """;

    @TempDir
    private static Path folder;

    @TempDir
    private Path own;

    private static World world;
    private static DicomProcess service;

    @BeforeAll
    static void start() throws IOException {
        world = new World(folder);
        service = world.start(Map.of("DICOM_SERVE_IDENTIFIED", "true"));
        assertEquals(200, service.put("/routes", ROUTES).statusCode());
    }

    @AfterAll
    static void end() {
        service.close();
        world.close();
    }

    @Test
    void shouldStoreAZipThatIsHandedInAndGiveItsSegmentationBack() throws IOException {
        MadeSeries series = MadeSeries.named("zipped");

        JsonNode taken = service.json(service.form("/dicom/series", List.of(zip(series)), Map.of()), 202);

        String key = taken.path("series").path(0).path("seriesKey").asText();
        assertEquals(6, taken.path("series").path(0).path("instances").asInt());
        FakeIngest.Upload upload = world.awaitUpload(series);
        awaitState(key, "handed-over");
        world.complete(upload);
        awaitState(key, "delivered");
        byte[] stored = Files.readAllBytes(awaitResult(series));
        String prediction = service.json("/series/" + key).path("predictionId").asText();
        assertArrayEquals(stored, service.bytes("/predictions/" + prediction + "/seg"));
        JsonNode ofSeries = service.json("/series?uid=" + series.seriesUid());
        assertEquals(1, ofSeries.size());
        assertEquals(key, ofSeries.path(0).path("seriesKey").asText());
        assertEquals(0, service.json("/series?uid=1.2.3.4").size());
        assertNothingLeftOfUploads();
    }

    @Test
    void shouldGiveASegmentationThatTheArchiveDoesNotTake() throws IOException {
        MadeSeries series = MadeSeries.named("unwanted");
        String key =
                handIn(series.files()).path("series").path(0).path("seriesKey").asText();
        FakeIngest.Upload upload = world.awaitUpload(series);
        awaitState(key, "handed-over");
        world.archive.refuseWith(0x0122);
        try {
            world.complete(upload);
            awaitState(key, "undelivered");
        } finally {
            world.archive.refuseWith(0);
        }

        String prediction = service.json("/series/" + key).path("predictionId").asText();
        byte[] seg = service.bytes("/predictions/" + prediction + "/seg");

        assertEquals(series.studyUid(), FakeArchive.read(seg).text(Attribute.STUDY_INSTANCE_UID));
        assertEquals("SEG", FakeArchive.read(seg).text(Attribute.MODALITY));
        world.archive.remove(series.sopUid(2));
        assertRefused(409, "DCM-401", service.get("/predictions/" + prediction + "/seg"));
        assertEquals(404, service.get("/predictions/none/seg").statusCode());
    }

    @Test
    void shouldTakeWhatIsGoodOfWhatIsHandedInAndSayWhatIsNot() throws IOException {
        MadeSeries good = MadeSeries.named("good");
        MadeSeries gap = MadeSeries.named("with-gap").of(9);
        List<byte[]> files = Stream.of(
                        good.files(), gap.files().subList(0, 4), gap.files().subList(5, 9))
                .flatMap(List::stream)
                .toList();

        JsonNode taken = handIn(files);

        assertEquals(2, taken.path("series").size());
        JsonNode refused = taken.path("series").path(0).has("refusal")
                ? taken.path("series").path(0)
                : taken.path("series").path(1);
        assertEquals("DCM-308", refused.path("refusal").path("code").asText());
        world.awaitUpload(good);
        assertTrue(world.archive.stored().stream().noneMatch(object -> FakeArchive.read(object)
                .text(Attribute.SERIES_INSTANCE_UID)
                .equals(gap.seriesUid())));
    }

    /** They would be asked for under addresses that lead elsewhere in the archive. */
    @Test
    void shouldRefuseIdentifiersThatAreNone() throws IOException {
        List<byte[]> files = MadeSeries.named("leads-out")
                .with((slice, header) -> header.put(Attribute.SERIES_INSTANCE_UID, "../../patients"))
                .files();

        assertRefused(422, "DCM-416", service.form("/dicom/series", files, Map.of()));

        assertTrue(world.archive.stored().stream().noneMatch(object -> FakeArchive.read(object)
                .text(Attribute.SERIES_INSTANCE_UID)
                .contains("patients")));
    }

    @Test
    void shouldRefuseWhatIsNoSeriesAndAnArchiveThatDoesNotAnswer() throws IOException {
        List<byte[]> text = List.of("Planted^Patient".getBytes(StandardCharsets.US_ASCII));
        assertRefused(422, "DCM-102", service.form("/dicom/series", text, Map.of()));
        assertRefused(422, "DCM-111", service.form("/dicom/series", List.of(), Map.of()));
        List<byte[]> series = MadeSeries.named("nowhere").files();
        assertRefused(404, "DCM-506", service.form("/dicom/series", series, Map.of("archive", "other")));
        world.archive.fail(500, 1, call -> call.startsWith("POST /dicom-web/studies"));
        assertRefused(503, "DCM-411", service.form("/dicom/series", series, Map.of()));
        assertNothingLeftOfUploads();
    }

    @Test
    void shouldLookAtASeriesThatAHookTellsOf() throws IOException {
        MadeSeries series = MadeSeries.named("told-by-hook");
        world.archive.receiveUntold(series);
        world.archive.fail(500, 1, call -> call.startsWith("GET /dicom-web/series"));

        assertEquals(
                202,
                service.post("/hooks/main", notice(series.seriesUid())).statusCode(),
                "an archive whose script waits for this answer answers nobody");

        world.awaitUpload(series);
        MadeSeries called = channel("called-by-name", "CALLED", "a");
        world.archive.receiveUntold(called);
        assertEquals(
                202, service.post("/hooks/main", notice(called.seriesUid())).statusCode());
        world.awaitUpload(called);
        assertEquals(202, service.post("/hooks/main", notice("1.2.3")).statusCode());
        assertRefused(404, "DCM-506", service.post("/hooks/other", notice(series.seriesUid())));
        assertRefused(400, "EDG-106", service.post("/hooks/main", notice("../../series")));
    }

    @Test
    void shouldMakeOneScanOfTheSeriesThatAreItsChannels() throws IOException {
        MadeSeries first = channel("pair", "FLAIR", "a");
        MadeSeries second = channel("pair", "T2", "b");
        world.archive.receive(second);
        awaitCount("alone");

        world.archive.receive(first);

        FakeIngest.Upload upload = world.awaitUpload(first);
        assertEquals("both", upload.fields().get("predictWith"));
        assertEquals(2, upload.body().split("name=\"image\"", -1).length - 1, "both series in one scan");
        assertTrue(upload.body().contains(latin(world.image(second))), "the second channel's voxels");
        SeriesAccepted accepted = Awaitility.await()
                .atMost(World.PATIENCE)
                .until(
                        () -> world.all(SeriesAccepted.class, Topic.SERIES_ACCEPTED).stream()
                                .filter(told -> told.scanId().equals(upload.scanId()))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
        assertEquals("two", accepted.route());
        world.send(world.prediction(upload, "both"));
        world.await(ResultDelivered.class, Topic.RESULTS_DELIVERED, upload.scanId());
        assertEquals(1, world.archive.resultsOf(first, own).size(), "the result lies on the first channel");
        assertEquals(
                12,
                service.json("/series/" + accepted.seriesKey())
                        .path("instances")
                        .asInt());
    }

    @Test
    void shouldRefuseChannelsThatLieElsewhereOrThatAreNotClear() throws IOException {
        world.archive.receive(channel("other-frame", "FLAIR", "a"));
        world.archive.receive(channel("other-frame", "T2", "b")
                .with((slice, header) -> header.put(Attribute.FRAME_OF_REFERENCE_UID, "1.2.3")));
        awaitRefusal("DCM-511");

        world.archive.receive(channel("other-grid", "FLAIR", "a"));
        world.archive.receive(channel("other-grid", "T2", "b").of(7));
        awaitRefusal("IMG-114");

        world.archive.receiveUntold(channel("twice", "FLAIR", "a"));
        world.archive.receiveUntold(channel("twice", "FLAIR", "b"));
        world.archive.receive(channel("twice", "T2", "c"));
        awaitRefusal("DCM-510");
    }

    @Test
    void shouldChangeOneRouteAtATime() throws IOException {
        String extra = "{\"match\": {\"modality\": [\"CT\"]}, \"dataset\": \"brain\", \"alias\": \"best\"}";
        assertEquals(List.of("two", "called", "mr", "ct"), names(service.json(service.put("/routes/ct", extra), 200)));
        assertEquals(
                List.of("ct", "two", "called", "mr"),
                names(service.json(service.put("/routes/ct?before=two", extra), 200)));
        assertRefused(404, "DCM-503", service.put("/routes/ct?before=none", extra));
        assertRefused(400, "EDG-106", service.put("/routes/ct", "{\"name\": \"other\"}"));
        assertEquals(List.of("two", "called", "mr"), names(service.json(service.delete("/routes/ct"), 200)));
        assertRefused(404, "DCM-503", service.delete("/routes/ct"));
        assertTrue(
                Files.readString(folder.resolve("vault").resolve("routes.json")).contains("channels"));
    }

    @Test
    void shouldForgetWhatEndedLongAgo() throws IOException {
        try (World other = new World(own.resolve("forgetful"));
                DicomProcess forgetful = other.start(Map.of("DICOM_KEEP", "1s"))) {
            MadeSeries series = MadeSeries.named("forgotten");
            other.archive.receive(series);
            FakeIngest.Upload upload = other.awaitUpload(series);
            other.complete(upload);
            other.await(ResultDelivered.class, Topic.RESULTS_DELIVERED, upload.scanId());

            Path vault = own.resolve("forgetful").resolve("vault");
            Awaitility.await()
                    .atMost(World.PATIENCE)
                    .until(() -> forgetful.json("/series").isEmpty()
                            && files(vault.resolve("cases")).isEmpty());
            assertEquals(List.of(), files(vault.resolve("outlines")));
            assertRefused(403, "DCM-507", forgetful.get("/predictions/any/seg"));
        }
    }

    private JsonNode handIn(List<byte[]> files) throws IOException {
        return service.json(service.form("/dicom/series", files, Map.of("archive", "main")), 202);
    }

    private static MadeSeries channel(String study, String description, String number) {
        MadeSeries base = MadeSeries.named(study);
        MadeSeries pixels = MadeSeries.named(study + number);
        return pixels.with((slice, header) -> header.put(Attribute.STUDY_INSTANCE_UID, base.studyUid())
                .put(Attribute.FRAME_OF_REFERENCE_UID, base.studyUid() + ".4")
                .put(Attribute.SERIES_DESCRIPTION, description));
    }

    private static String notice(String uid) {
        return "{\"series\": \"" + uid + "\"}";
    }

    private static byte[] zip(MadeSeries series) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            List<byte[]> files = series.files();
            for (int n = 0; n < files.size(); n++) {
                zip.putNextEntry(new ZipEntry("Planted^Patient/IM" + n));
                zip.write(files.get(n));
            }
        }
        return bytes.toByteArray();
    }

    private static List<String> names(JsonNode table) {
        return table.path("routes")
                .valueStream()
                .map(route -> route.path("name").asText())
                .toList();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void assertRefused(int status, String code, java.net.http.HttpResponse<String> answer)
            throws IOException {
        assertEquals(code, DicomProcess.read(answer).path("code").asText(), answer::body);
        assertEquals(status, answer.statusCode());
        assertFalse(answer.body().contains("Planted"), answer::body);
    }

    private static void assertNothingLeftOfUploads() {
        Path vault = folder.resolve("vault");
        Awaitility.await().atMost(World.PATIENCE).until(() -> files(vault.resolve("uploads"))
                .isEmpty());
    }

    private static List<Path> files(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.toList();
        }
    }

    private static void awaitState(String key, String state) {
        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() ->
                        service.json("/series/" + key).path("state").asText().equals(state));
    }

    private static void awaitCount(String outcome) {
        Awaitility.await().atMost(World.PATIENCE).until(() -> service.get("/q/metrics")
                .body()
                .lines()
                .anyMatch(line -> line.startsWith("e2enet_series_total") && line.contains("\"" + outcome + "\"")));
    }

    private static void awaitRefusal(String code) {
        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() -> world.all(SeriesRefused.class, Topic.SERIES_REFUSED).stream()
                        .anyMatch(told -> told.fault().code().equals(code)));
    }

    private Path awaitResult(MadeSeries series) {
        return Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() -> world.archive.resultsOf(series, own), found -> !found.isEmpty())
                .getFirst();
    }
}
