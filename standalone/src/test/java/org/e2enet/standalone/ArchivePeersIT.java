package org.e2enet.standalone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.e2enet.client.InferClient;
import org.e2enet.client.ScanState;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.standalone.peers.ArchiveStack;
import org.e2enet.standalone.peers.OrthancProcess;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import org.e2enet.testkit.LivingFolder;
import org.e2enet.testkit.MadeSeries;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole stack beside a real Orthanc, fed by storescu. {@code -Dpeers.series=50} kills with so many series under way.
 */
@Tag("peers")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchivePeersIT {
    private static final Duration PATIENCE = ArchiveStack.PATIENCE;
    private static final int UNDER_WAY = Integer.getInteger("peers.series", 6);
    private static final String ROUTES = """
            {"routes": [
              {"name": "pair", "channels": [{"description": "^FLAIR"}, {"description": "^T2"}], "dataset": "pairs", "alias": "pair"},
              {"name": "later", "match": {"modality": ["MR"], "bodyPart": ["CHEST"]}, "dataset": "clinic", "alias": "later"},
              {"name": "sent-on", "match": {"modality": ["MR"], "bodyPart": ["HEAD"]}, "dataset": "clinic", "alias": "small",
               "destinations": ["SECOND"]},
              {"name": "mr", "match": {"modality": ["MR"], "description": "^T1"}, "dataset": "clinic", "alias": "small"}]}
            """;

    @TempDir
    private static Path folder;

    private static OrthancProcess archive;
    private static OrthancProcess second;
    private static ArchiveStack stack;

    @TempDir
    private Path own;

    @BeforeAll
    static void start() throws Exception {
        StackPorts ports = StackPorts.of(0, 0).withDicom();
        second = new OrthancProcess(folder.resolve("second"), "SECOND").configure();
        archive = new OrthancProcess(folder.resolve("archive"), "E2ENET")
                .script(documentedScript(ports.of(ServiceKind.DICOM)))
                .configure(second)
                .start();
        stack = ArchiveStack.start(folder, ports, archive, ROUTES);
        Map<Integer, String> labels = Map.of(0, "background", 1, "ball");
        stack.ingest().define(new DatasetDefinition("clinic", List.of("MR"), labels));
        stack.ingest().define(new DatasetDefinition("pairs", List.of("FLAIR", "T2"), labels));
        stack.importModel("clinic", 1, "small");
        stack.importModel("pairs", 2, "pair");
    }

    /** That of docs/dicom.md, which calls where dicom-service usually listens. */
    private static String documentedScript(int port) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "dicom.md"));
        String script = page.split("```lua\n", -1)[1].split("```", -1)[0];
        assertTrue(script.contains(":8085/"), script);
        return script.replace(":8085/", ":" + port + "/");
    }

    @AfterAll
    static void end() {
        if (stack != null) {
            stack.close();
        }
        archive.close();
        second.close();
    }

    @Test
    @Order(1)
    void shouldHaveTheSegmentationInTheArchiveSoonAfterTheSeriesIsStable() throws Exception {
        archive.send(series("warm-up"));
        awaitOne(series("warm-up"));
        MadeSeries series = series("timed");
        archive.send(series);

        awaitStable(series);
        long stable = System.nanoTime();
        byte[] seg = awaitOne(series);
        double seconds = (System.nanoTime() - stable) / 1e9;

        JsonNode told = stack.caseOf(scanOf(series));
        double network = stack
                .infer()
                .prediction(told.path("predictionId").asText())
                .result()
                .provenance()
                .seconds()
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        System.out.printf("stable series to SEG in the archive: %.2f s, %.2f s of it inference%n", seconds, network);
        Path file = Files.write(own.resolve("seg.dcm"), seg);
        Path nifti = own.resolve("segmentation.nii.gz");
        InferClient infer = stack.infer();
        infer.segmentation(infer.prediction(told.path("predictionId").asText()).result(), nifti);
        try (DicomInput input = DicomInput.open(series.write(own.resolve("series")), ReadOptions.DEFAULT)) {
            assertArrayEquals(
                    new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                            .readLabels(nifti, "segmentation")
                            .labels(),
                    SegReader.read(file, input.onlySeries()).labels().labels());
        }
    }

    /** Each in its turn is killed while several series are under way. */
    @ParameterizedTest
    @Order(2)
    @ValueSource(strings = {"DICOM", "INGEST", "INFER", "ORTHANC"})
    void shouldLoseNoSeriesAndDoubleNoResultWhenSomethingIsKilled(String killed) throws Exception {
        List<MadeSeries> all = IntStream.range(0, UNDER_WAY)
                .mapToObj(n -> series(killed + "-" + n))
                .toList();
        for (MadeSeries one : all.subList(0, UNDER_WAY / 2)) {
            archive.send(one);
        }
        if (killed.equals("ORTHANC")) {
            archive.kill();
            archive.start();
        } else {
            stack.kill(ServiceKind.valueOf(killed));
        }
        for (MadeSeries one : all.subList(UNDER_WAY / 2, UNDER_WAY)) {
            archive.send(one);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> stack.delivered() > 0);
        if (!killed.equals("ORTHANC")) {
            stack.kill(ServiceKind.valueOf(killed));
        }

        for (MadeSeries one : all) {
            awaitOne(one);
        }
        stack.awaitQuiet();
        for (MadeSeries one : all) {
            assertEquals(1, archive.segmentationsOf(one).size());
        }
    }

    @Test
    @Order(3)
    void shouldSendOnToADestinationWhenItIsThere() throws Exception {
        MadeSeries series = series("sent-on").with((slice, header) -> header.put(Attribute.BODY_PART_EXAMINED, "HEAD"));
        archive.send(series);
        awaitOne(series);
        // The archive has it; the destination is down, and tried again.
        Awaitility.await().atMost(PATIENCE).until(() -> Stream.of(
                        stack.caseOf(scanOf(series)).path("deliveries"))
                .anyMatch(deliveries ->
                        deliveries.path(1).path("fault").path("code").asText().equals("DCM-421")));
        MadeSeries meanwhile = series("meanwhile");
        archive.send(meanwhile);
        awaitOne(meanwhile);

        second.start();

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> second.segmentationsOf(series).size() == 1);
    }

    /** Stored in the archive, not yet sent on: then the archive is killed, and comes back without its jobs. */
    @Test
    @Order(4)
    void shouldSendOnOnceWhenTheArchiveIsKilledAfterItStoredTheResult() throws Exception {
        MadeSeries series = series("between").with((slice, header) -> header.put(Attribute.BODY_PART_EXAMINED, "HEAD"));
        second.kill();
        archive.send(series);
        awaitOne(series);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            JsonNode deliveries = stack.caseOf(scanOf(series)).path("deliveries");
            return deliveries.path(0).path("state").asText().equals("done")
                    && deliveries.path(1).path("state").asText().equals("pending");
        });
        archive.kill();
        second.start();
        archive.start();

        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> second.segmentationsOf(series).size() == 1
                        && stack.caseOf(scanOf(series)).path("state").asText().equals("delivered"));
        assertEquals(1, archive.segmentationsOf(series).size());
        assertEquals(1, second.segmentationsOf(series).size());
    }

    @Test
    @Order(5)
    void shouldTakeASeriesThatComesInHalves() throws Exception {
        MadeSeries whole = series("halves");
        MadeSeries half = whole.of(whole.slices() / 2);
        archive.send(half);
        awaitOne(half);

        archive.send(whole);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> archive.segmentationsOf(whole).size() == 2);
        Path file = own.resolve("whole.dcm");
        boolean ofTheWhole = false;
        for (String id : archive.segmentationsOf(whole)) {
            byte[] seg = archive.file(id);
            ofTheWhole |= new String(seg, StandardCharsets.ISO_8859_1).contains(whole.sopUid(whole.slices() - 1));
            Files.write(file, seg);
        }
        assertTrue(ofTheWhole, "one of them refers to the last slice");
    }

    @Test
    @Order(6)
    void shouldFollowAPatientWhoIsGivenAnotherName() throws Exception {
        MadeSeries series = series("renamed")
                .with((slice, header) -> header.put(Attribute.BODY_PART_EXAMINED, "CHEST"))
                .with((slice, header) -> header.put(Attribute.PATIENT_ID, "PLANTED-RENAMED"));
        archive.send(series);
        // Nobody has promoted a model to the alias yet: there is no result before the patient has the other name.
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> stack.dicom("/series?state=failed")
                .path(0)
                .path("scanId")
                .isTextual());
        String scanId =
                stack.dicom("/series?state=failed").path(0).path("scanId").asText();
        JsonNode study = archive.post(
                "/tools/find",
                Map.of("Level", "Study", "Expand", true, "Query", Map.of("StudyInstanceUID", series.studyUid())));
        JsonNode renamed = archive.post(
                "/patients/" + study.path(0).path("ParentPatient").asText() + "/modify",
                Map.of(
                        "Replace",
                        Map.of("PatientID", "PLANTED-MERGED", "PatientName", "Planted^Merged"),
                        "Keep",
                        List.of("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"),
                        "Force",
                        true,
                        "KeepSource",
                        false));
        assertEquals(series.slices(), renamed.path("InstancesCount").asInt(), renamed::toString);
        stack.importModel("clinic", 1, "later");
        stack.infer().request(scanId, "later");

        byte[] seg = awaitOne(series);

        assertTrue(new String(seg, StandardCharsets.ISO_8859_1).contains("Planted^Merged"));
    }

    @Test
    @Order(7)
    void shouldMakeOneScanOfTheSeriesThatAreItsChannels() throws Exception {
        MadeSeries study = series("pair");
        MadeSeries flair = channel(study, "FLAIR", "a");
        MadeSeries t2 = channel(study, "T2", "b");
        archive.send(t2);
        awaitStable(t2);
        archive.send(flair);

        Path file = Files.write(own.resolve("seg.dcm"), awaitOne(study));

        stack.awaitQuiet();
        assertEquals(1, archive.segmentationsOf(study).size(), "one result of both");
        JsonNode told = stack.caseOf(scanOf(flair));
        assertEquals("pair", told.path("route").asText());
        assertEquals(flair.slices() + t2.slices(), told.path("instances").asInt());
        try (DicomInput input = DicomInput.open(flair.write(own.resolve("flair")), ReadOptions.DEFAULT)) {
            Path nifti = own.resolve("segmentation.nii.gz");
            InferClient infer = stack.infer();
            infer.segmentation(
                    infer.prediction(told.path("predictionId").asText()).result(), nifti);
            assertArrayEquals(
                    new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                            .readLabels(nifti, "segmentation")
                            .labels(),
                    SegReader.read(file, input.onlySeries()).labels().labels());
        }
    }

    /** Orthanc runs the script of docs/dicom.md; without it no call of the hook is counted. */
    @Test
    @Order(8)
    void shouldTakeTheCallOfTheDocumentedScript() throws Exception {
        double before = hooksTaken();
        MadeSeries series = series("hooked");
        archive.send(series);
        awaitOne(series);

        Awaitility.await().atMost(PATIENCE).until(() -> hooksTaken() > before);
    }

    private static double hooksTaken() throws Exception {
        return stack.get(ServiceKind.DICOM, "/q/metrics")
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count")
                        && line.contains("uri=\"/hooks/")
                        && line.contains("status=\"202\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static MadeSeries channel(MadeSeries study, String description, String pixels) {
        return series("pair-" + pixels)
                .with((slice, header) -> header.put(Attribute.STUDY_INSTANCE_UID, study.studyUid())
                        .put(Attribute.FRAME_OF_REFERENCE_UID, study.studyUid() + ".4")
                        .put(Attribute.SERIES_DESCRIPTION, description));
    }

    private static void awaitStable(MadeSeries series) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> isStable(series));
    }

    @Test
    @Order(9)
    void shouldLeaveNothingOfThePatientsOutsideOfArchiveAndVault() throws Exception {
        StringBuilder names = new StringBuilder();
        List<String> hits = new ArrayList<>();
        Path data = stack.data();
        for (Path file : LivingFolder.paths(data)) {
            names.append(data.relativize(file)).append('\n');
            if (Files.isRegularFile(file) && !file.startsWith(data.resolve("vault"))) {
                note(hits, file.toString(), LivingFolder.text(file));
            }
        }
        note(hits, "names", names.toString());
        for (ServiceKind kind : ServiceKind.values()) {
            note(hits, kind + " metrics", stack.get(kind, "/q/metrics"));
        }
        note(hits, "series", stack.get(ServiceKind.DICOM, "/series"));

        assertTrue(names.toString().contains("store"), names::toString);
        assertEquals(List.of(), hits);
    }

    private static void note(List<String> hits, String where, String text) {
        MadeSeries.SECRETS.stream().filter(text::contains).forEach(secret -> hits.add(secret + " in " + where));
    }

    private static MadeSeries series(String name) {
        return MadeSeries.named(name).of(16).square(32);
    }

    private static boolean isStable(MadeSeries series) throws IOException {
        JsonNode found = archive.post(
                "/tools/find",
                Map.of("Level", "Series", "Expand", true, "Query", Map.of("SeriesInstanceUID", series.seriesUid())));
        return found.path(0).path("IsStable").asBoolean();
    }

    private static byte[] awaitOne(MadeSeries series) throws IOException {
        List<String> found = Awaitility.await("a segmentation of " + series.name())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> archive.segmentationsOf(series), ids -> !ids.isEmpty());
        assertEquals(1, found.size());
        return archive.file(found.getFirst());
    }

    /** What ingest knows the series as: the scan that came last, since tests send one series at a time where they ask. */
    private static String scanOf(MadeSeries series) throws Exception {
        JsonNode cases = stack.dicom("/series");
        String newest = "";
        String scanId = "";
        for (JsonNode one : cases) {
            if (one.path("since").asText().compareTo(newest) > 0) {
                newest = one.path("since").asText();
                scanId = one.path("scanId").asText();
            }
        }
        ScanState state = stack.ingest().scan(scanId);
        assertEquals(ScanState.Stage.NORMALIZED, state.status(), series.name());
        return scanId;
    }
}
