package org.e2enet.standalone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.e2enet.client.InferClient;
import org.e2enet.client.IngestClient;
import org.e2enet.client.ScanState;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.plan.Plan;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.initial.Initializer;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.models.PlanFile;
import org.e2enet.standalone.peers.OrthancProcess;
import org.e2enet.standalone.stack.ArchiveOptions;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import org.e2enet.standalone.stack.StackState;
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
import picocli.CommandLine;

/**
 * The whole stack beside a real Orthanc, fed by storescu. {@code -Dpeers.series=50} kills with so many series under way.
 */
@Tag("peers")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchivePeersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int UNDER_WAY = Integer.getInteger("peers.series", 6);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROUTES = """
            {"routes": [
              {"name": "later", "match": {"modality": ["MR"], "bodyPart": ["CHEST"]}, "dataset": "clinic", "alias": "later"},
              {"name": "sent-on", "match": {"modality": ["MR"], "bodyPart": ["HEAD"]}, "dataset": "clinic", "alias": "small",
               "destinations": ["SECOND"]},
              {"name": "mr", "match": {"modality": ["MR"], "description": "^T1"}, "dataset": "clinic", "alias": "small"}]}
            """;
    private static final String PLAN = """
            {"architecture": "nnunet", "inputChannels": 1, "classes": 2, "channels": [4, 8],
             "strides": [[2,2,2]], "sparsity": 0, "patch": [8,16,16]}""";

    @TempDir
    private static Path folder;

    private static OrthancProcess archive;
    private static OrthancProcess second;
    private static LocalStack stack;

    @TempDir
    private Path own;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty(
                "e2enet.home", Path.of("..").toAbsolutePath().normalize().toString());
        second = new OrthancProcess(folder.resolve("second"), "SECOND").configure();
        archive = new OrthancProcess(folder.resolve("archive"), "E2ENET")
                .configure(second)
                .start();
        Path routes = Files.writeString(folder.resolve("routes.json"), ROUTES);
        ArchiveOptions options = CommandLine.populateCommand(
                new ArchiveOptions(),
                "--archive",
                archive.address().toString(),
                "--archive-user",
                OrthancProcess.USER,
                "--archive-password-file",
                archive.passwordFile().toString(),
                "--routes",
                routes.toString());
        Map<String, String> settings = new HashMap<>(options.settings());
        settings.put("DICOM_PAUSES", "1s,1s,1s,2s,2s,2s,5s,5s,5s,5s,5s,5s,10s,10s,10s,10s,10s,10s,10s,10s");
        settings.put("DICOM_ANSWER_LIMIT", "10s");
        stack = LocalStack.start(
                new DataFolder(folder.resolve("data")), StackPorts.of(0, 0).withDicom(), settings, Console.of(true));
        ingest().define(new DatasetDefinition("clinic", List.of("MR"), Map.of(0, "background", 1, "ball")));
        importModel("small");
    }

    private static void importModel(String alias) throws Exception {
        Path plan = Files.writeString(folder.resolve("plan.json"), PLAN);
        SafetensorsWriter weights = new SafetensorsWriter();
        new Initializer(7)
                .weights(Architectures.graph(PlanFile.read(plan, Plan.class)))
                .forEach(weights::add);
        Path file = folder.resolve("weights.safetensors");
        weights.write(file);
        assertEquals(
                0,
                E2ENet.commandLine()
                        .execute(
                                "import",
                                "--plan",
                                plan.toString(),
                                "--weights",
                                file.toString(),
                                "--data",
                                folder.resolve("data").toString(),
                                "--dataset",
                                "clinic",
                                "--promote",
                                alias));
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

        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> isStable(series));
        long stable = System.nanoTime();
        byte[] seg = awaitOne(series);
        double seconds = (System.nanoTime() - stable) / 1e9;

        JsonNode told = caseOf(scanOf(series));
        double network = new InferClient(stack.ports().address(ServiceKind.INFER))
                .prediction(told.path("predictionId").asText()).result().provenance().seconds().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
        System.out.printf("stable series to SEG in the archive: %.2f s, %.2f s of it inference%n", seconds, network);
        Path file = Files.write(own.resolve("seg.dcm"), seg);
        Path nifti = own.resolve("segmentation.nii.gz");
        InferClient infer = new InferClient(stack.ports().address(ServiceKind.INFER));
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
            kill(ServiceKind.valueOf(killed));
        }
        for (MadeSeries one : all.subList(UNDER_WAY / 2, UNDER_WAY)) {
            archive.send(one);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> delivered() > 0);
        if (!killed.equals("ORTHANC")) {
            kill(ServiceKind.valueOf(killed));
        }

        for (MadeSeries one : all) {
            awaitOne(one);
        }
        awaitQuiet();
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
                        caseOf(scanOf(series)).path("deliveries"))
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
            JsonNode deliveries = caseOf(scanOf(series)).path("deliveries");
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
                        && caseOf(scanOf(series)).path("state").asText().equals("delivered"));
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
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> JSON.readTree(
                        get(ServiceKind.DICOM, "/series?state=failed"))
                .path(0)
                .path("scanId")
                .isTextual());
        String scanId = JSON.readTree(get(ServiceKind.DICOM, "/series?state=failed"))
                .path(0)
                .path("scanId")
                .asText();
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
        importModel("later");
        new InferClient(stack.ports().address(ServiceKind.INFER)).request(scanId, "later");

        byte[] seg = awaitOne(series);

        assertTrue(new String(seg, StandardCharsets.ISO_8859_1).contains("Planted^Merged"));
    }

    @Test
    @Order(9)
    void shouldLeaveNothingOfThePatientsOutsideOfArchiveAndVault() throws Exception {
        StringBuilder names = new StringBuilder();
        List<String> hits = new ArrayList<>();
        Path data = folder.resolve("data");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                names.append(data.relativize(file)).append('\n');
                if (Files.isRegularFile(file) && !file.startsWith(data.resolve("vault"))) {
                    note(hits, file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        note(hits, "names", names.toString());
        for (ServiceKind kind : ServiceKind.values()) {
            note(hits, kind + " metrics", get(kind, "/q/metrics"));
        }
        note(hits, "series", get(ServiceKind.DICOM, "/series"));

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

    /** Until nothing is under way any more. */
    private static void awaitQuiet() {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> JSON.readTree(get(ServiceKind.DICOM, "/archives"))
                                        .path(0)
                                        .path("toLookAt")
                                        .asInt()
                                == 0
                        && JSON.readTree(get(ServiceKind.DICOM, "/series?state=delivering"))
                                .isEmpty()
                        && JSON.readTree(get(ServiceKind.DICOM, "/series?state=handed-over"))
                                .isEmpty());
    }

    private static long delivered() throws Exception {
        try {
            return JSON.readTree(get(ServiceKind.DICOM, "/series?state=delivered"))
                    .size();
        } catch (IOException startingAgain) {
            return 0;
        }
    }

    private static JsonNode caseOf(String scanId) throws Exception {
        for (JsonNode one : JSON.readTree(get(ServiceKind.DICOM, "/series"))) {
            if (one.path("scanId").asText().equals(scanId)) {
                return one;
            }
        }
        throw new IllegalStateException("no case of scan " + scanId);
    }

    /** What ingest knows the series as: the scan that came last, since tests send one series at a time where they ask. */
    private static String scanOf(MadeSeries series) throws Exception {
        JsonNode cases = JSON.readTree(get(ServiceKind.DICOM, "/series"));
        String newest = "";
        String scanId = "";
        for (JsonNode one : cases) {
            if (one.path("since").asText().compareTo(newest) > 0) {
                newest = one.path("since").asText();
                scanId = one.path("scanId").asText();
            }
        }
        ScanState state = ingest().scan(scanId);
        assertEquals(ScanState.Stage.NORMALIZED, state.status(), series.name());
        return scanId;
    }

    private static IngestClient ingest() {
        return new IngestClient(stack.ports().address(ServiceKind.INGEST));
    }

    private static String get(ServiceKind kind, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            stack.ports().address(kind).resolve(path))
                    .timeout(PATIENCE)
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static void kill(ServiceKind kind) {
        StackState.Running service = stack.state().services().get(kind.ordinal());
        service.handle().ifPresent(ProcessHandle::destroyForcibly);
        // The stack starts it again.
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> stack.state().services().get(kind.ordinal()).pid() != service.pid());
    }
}
