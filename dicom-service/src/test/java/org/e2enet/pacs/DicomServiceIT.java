package org.e2enet.pacs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.ResultDelivered;
import org.e2enet.contract.ResultUndelivered;
import org.e2enet.contract.ScanRejected;
import org.e2enet.contract.SeriesAccepted;
import org.e2enet.contract.SeriesRefused;
import org.e2enet.contract.Topic;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.dicom.seg.Segmentation;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.store.Sha256;
import org.e2enet.testkit.LivingFolder;
import org.e2enet.testkit.MadeSeries;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged service between an archive that fails as it is told, a real broker, and an ingest-service that only listens. */
class DicomServiceIT {
    private static final Fault FAULT = new Fault("IMG-113", "all voxels are zero", "voxels", "Check the export.");

    @TempDir
    private static Path folder;

    @TempDir
    private Path own;

    private static World world;
    private static DicomProcess service;

    @BeforeAll
    static void start() throws IOException {
        world = new World(folder);
        service = world.start();
    }

    @AfterAll
    static void end() {
        service.close();
        world.close();
    }

    @Test
    void shouldHandASeriesOverAndBringItsSegmentationBack() throws IOException {
        MadeSeries series = MadeSeries.named("there-and-back");
        world.archive.receive(series);

        FakeIngest.Upload upload = world.awaitUpload(series);
        assertEquals("/datasets/brain/scans", upload.path());
        assertEquals("best", upload.fields().get("predictWith"));
        assertTrue(upload.fields().get("subject").matches("[0-9a-v]{26}"));
        SeriesAccepted accepted = accepted(upload);
        assertEquals(6, accepted.slices());
        PredictionCompleted done = world.complete(upload);

        ResultDelivered delivered = world.await(ResultDelivered.class, Topic.RESULTS_DELIVERED, upload.scanId());
        assertEquals(
                List.of("main", "SEG", 1), List.of(delivered.destination(), delivered.kind(), delivered.attempts()));
        Path result = awaitResult(series);
        try (DicomInput source = DicomInput.open(series.write(own.resolve("series")), ReadOptions.DEFAULT)) {
            Segmentation back = SegReader.read(result, source.onlySeries());
            LabelVolume sent = new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                    .readLabels(world.store.localFile(done.segmentation()), "sent");
            assertArrayEquals(sent.labels(), back.labels().labels());
            assertEquals(
                    List.of("one", "two"),
                    back.names().stream().map(Segmentation.Named::name).toList());
        }
        DataSet header = FakeArchive.read(Files.readAllBytes(result));
        assertEquals("Planted^Patient", header.text(Attribute.PATIENT_NAME));
        assertEquals(series.studyUid(), header.text(Attribute.STUDY_INSTANCE_UID));
        assertEquals(
                "delivered",
                service.json("/series/" + accepted.seriesKey()).path("state").asText());

        int stored = world.archive.stored().size();
        world.send(done);
        MadeSeries after = MadeSeries.named("after-the-redelivery");
        world.archive.receive(after);
        world.complete(world.awaitUpload(after));
        awaitResult(after);
        assertEquals(stored + 1, world.archive.stored().size(), "a redelivered prediction is not stored again");
    }

    @Test
    void shouldWriteTheNameThatThePatientHasWhenTheResultIsThere() throws IOException {
        MadeSeries series = MadeSeries.named("married");
        world.archive.receive(series);
        FakeIngest.Upload upload = world.awaitUpload(series);
        accepted(upload);

        world.archive.rewrite(object -> object.text(Attribute.SERIES_INSTANCE_UID)
                        .equals(series.seriesUid())
                ? object.put(Attribute.PATIENT_NAME, "Planted^Married").put(Attribute.PATIENT_ID, "PLANTED-OTHER")
                : object);
        world.complete(upload);

        DataSet header = FakeArchive.read(Files.readAllBytes(awaitResult(series)));
        assertEquals("Planted^Married", header.text(Attribute.PATIENT_NAME));
        assertEquals("PLANTED-OTHER", header.text(Attribute.PATIENT_ID));
    }

    @Test
    void shouldGiveEqualPixelsOfTwoSeriesAResultEach() throws IOException {
        MadeSeries one = MadeSeries.named("copied");
        MadeSeries two = one.with((slice, header) -> {
            header.put(Attribute.SERIES_INSTANCE_UID, one.seriesUid() + ".99");
            header.put(Attribute.SOP_INSTANCE_UID, one.sopUid(slice) + ".99");
        });
        world.archive.receive(one);
        FakeIngest.Upload upload = world.awaitUpload(one);
        accepted(upload);
        world.archive.receiveOnly(two);
        world.archive.change("StableSeries", one.seriesUid() + ".99");
        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() -> world.ingest.uploads().stream()
                                .filter(again -> again.scanId().equals(upload.scanId()))
                                .count()
                        == 2);
        Awaitility.await().atMost(World.PATIENCE).until(() -> acceptedAs(upload).size() == 2);
        world.complete(upload);

        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() -> world.archive.resultsOf(one, own).size() == 2);
    }

    @Test
    void shouldTellOfASeriesThatIsNotWhatItWas() throws IOException {
        MadeSeries series = MadeSeries.named("shrunk").of(8);
        world.archive.receive(series);
        FakeIngest.Upload upload = world.awaitUpload(series);
        String key = accepted(upload).seriesKey();
        world.archive.remove(series.sopUid(7));
        world.complete(upload);

        ResultUndelivered told = world.await(ResultUndelivered.class, Topic.RESULTS_UNDELIVERED, upload.scanId());
        assertEquals("DCM-401", told.fault().code());
        assertEquals("undelivered", service.json("/series/" + key).path("state").asText());

        assertEquals(202, service.post("/series/" + key + "/deliver").statusCode());
        world.complete(world.awaitUpload(series.of(7)));
        awaitResult(series);
    }

    @Test
    void shouldFollowASeriesThatWasMovedToAnotherStudy() throws IOException {
        MadeSeries series = MadeSeries.named("moved");
        world.archive.receive(series);
        FakeIngest.Upload upload = world.awaitUpload(series);
        String key = accepted(upload).seriesKey();
        String other = series.studyUid() + ".9";
        IntStream.range(0, series.slices()).forEach(slice -> world.archive.remove(series.sopUid(slice)));
        world.archive.receiveUntold(series.with((slice, header) -> header.put(Attribute.STUDY_INSTANCE_UID, other)));
        world.complete(upload);
        ResultUndelivered told = world.await(ResultUndelivered.class, Topic.RESULTS_UNDELIVERED, upload.scanId());
        assertEquals("DCM-402", told.fault().code());
        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() ->
                        service.json("/series/" + key).path("state").asText().equals("undelivered"));

        assertEquals(202, service.post("/series/" + key + "/deliver").statusCode());
        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() ->
                        service.json("/series/" + key).path("state").asText().equals("handed-over"));
        world.complete(upload);

        assertEquals(
                other, FakeArchive.read(Files.readAllBytes(awaitResult(series))).text(Attribute.STUDY_INSTANCE_UID));
    }

    @ParameterizedTest
    @CsvSource({"401, GET", "500, GET", "0, GET", "401, POST", "500, POST", "0, POST"})
    void shouldTryAgainWhileTheArchiveDeniesFailsOrHangs(int status, String method) throws IOException {
        MadeSeries series = MadeSeries.named("trouble-" + status + method);
        Predicate<String> calls = call -> call.startsWith(method + " /dicom-web/studies");
        if (method.equals("GET")) {
            world.archive.fail(status, 2, calls);
        }
        world.archive.receive(series);
        FakeIngest.Upload upload = world.awaitUpload(series);
        accepted(upload);
        if (method.equals("POST")) {
            world.archive.fail(status, 2, calls);
        }
        world.complete(upload);

        ResultDelivered delivered = world.await(ResultDelivered.class, Topic.RESULTS_DELIVERED, upload.scanId());
        assertEquals(method.equals("POST") ? 3 : 1, delivered.attempts());
        assertEquals(0, world.archive.failuresLeft());
        awaitResult(series);
    }

    @Test
    void shouldSayWhichArchiveDoesNotAnswerAndStayReady() throws IOException {
        world.archive.fail(401, 10, call -> call.startsWith("GET /changes"));
        try {
            Awaitility.await().atMost(World.PATIENCE).until(() -> service.json("/archives")
                    .path(0)
                    .path("trouble")
                    .path("code")
                    .asText()
                    .equals("DCM-410"));
            Awaitility.await()
                    .atMost(World.PATIENCE)
                    .until(() -> service.get("/q/health/ready").statusCode() == 200);
        } finally {
            world.archive.fail(401, 0, call -> false);
        }
        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() -> service.json("/archives").path(0).path("trouble").isMissingNode());
    }

    @Test
    void shouldGiveUpWhatTheArchiveRefusesUntilItIsAskedForAgain() throws IOException {
        MadeSeries series = MadeSeries.named("not-wanted");
        world.archive.receive(series);
        FakeIngest.Upload upload = world.awaitUpload(series);
        String key = accepted(upload).seriesKey();
        world.archive.refuseWith(0x0122);
        try {
            world.complete(upload);
            ResultUndelivered told = world.await(ResultUndelivered.class, Topic.RESULTS_UNDELIVERED, upload.scanId());
            assertEquals("DCM-420", told.fault().code());
            assertEquals(1, told.attempts());
        } finally {
            world.archive.refuseWith(0);
        }
        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() ->
                        service.json("/series/" + key).path("state").asText().equals("undelivered"));

        assertEquals(202, service.post("/series/" + key + "/deliver").statusCode());
        awaitResult(series);
    }

    @Test
    void shouldWaitForTheOtherHalfOfASeries() throws IOException {
        MadeSeries whole = MadeSeries.named("in-halves").of(10);
        world.archive.receiveOnly(whole);
        List.of(3, 5, 6).forEach(slice -> world.archive.remove(whole.sopUid(slice)));
        world.archive.change("StableSeries", whole.seriesUid());
        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() -> service.json("/archives").path(0).path("toLookAt").asInt() > 0);
        world.archive.receive(whole);

        FakeIngest.Upload upload = world.awaitUpload(whole);
        SeriesAccepted accepted = accepted(upload);
        assertEquals(10, accepted.slices());
        world.complete(upload);
        awaitResult(whole);
        assertEquals(1, world.archive.resultsOf(whole, own).size());
    }

    @Test
    void shouldRefuseASeriesThatStaysIncomplete() throws IOException {
        MadeSeries series = MadeSeries.named("gap").of(9);
        world.archive.receiveOnly(series);
        world.archive.remove(series.sopUid(4));
        world.archive.change("StableSeries", series.seriesUid());

        SeriesRefused refused = Awaitility.await()
                .atMost(World.PATIENCE)
                .until(
                        () -> world.all(SeriesRefused.class, Topic.SERIES_REFUSED).stream()
                                .filter(told -> told.fault().code().equals("DCM-308"))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();

        Awaitility.await().atMost(World.PATIENCE).until(() -> service.json("/series/" + refused.seriesKey())
                .path("state")
                .asText()
                .equals("refused"));
    }

    @Test
    void shouldTellThatAScanWasRejectedOrCouldNotBeSegmentedAndDeliverALaterResult() throws IOException {
        MadeSeries rejected = MadeSeries.named("rejected");
        world.archive.receive(rejected);
        FakeIngest.Upload first = world.awaitUpload(rejected);
        accepted(first);
        world.send(new ScanRejected(first.scanId(), "brain", FAULT, List.of()));
        assertEquals(
                FAULT.code(),
                world.await(ResultUndelivered.class, Topic.RESULTS_UNDELIVERED, first.scanId())
                        .fault()
                        .code());

        MadeSeries failed = MadeSeries.named("failed");
        world.archive.receive(failed);
        FakeIngest.Upload second = world.awaitUpload(failed);
        accepted(second);
        world.send(new PredictionFailed(second.scanId(), "best", FAULT));
        assertEquals(
                FAULT.code(),
                world.await(ResultUndelivered.class, Topic.RESULTS_UNDELIVERED, second.scanId())
                        .fault()
                        .code());
        world.complete(second);
        awaitResult(failed);
    }

    @Test
    void shouldHearOfAFailureThatComesBeforeTheSeriesIsWrittenDownAndPassOverThoseOfOthers() throws IOException {
        MadeSeries series = MadeSeries.named("failed-early");
        byte[] image = world.image(series);
        String scanId = Sha256.of(image).substring(0, 32);
        world.send(new PredictionFailed("f".repeat(32), "best", FAULT));
        world.send(new PredictionFailed(scanId, "best", FAULT));
        world.archive.receive(series);

        assertEquals(
                FAULT.code(),
                world.await(ResultUndelivered.class, Topic.RESULTS_UNDELIVERED, scanId)
                        .fault()
                        .code());
        assertEquals(0, service.json("/letters").path("letters").size());
    }

    @Test
    void shouldHoldASeriesWhileIngestCannotTakeIt() throws IOException {
        MadeSeries series = MadeSeries.named("ingest-away");
        world.ingest.fail(3);
        world.archive.receive(series);

        world.complete(world.awaitUpload(series));

        awaitResult(series);
    }

    @Test
    void shouldNeverRouteResultsAndTakeNewRoutesAtOnce() throws IOException {
        assertEquals(
                400, service.put("/routes", "{\"routes\": [{\"nam\": \"x\"}]}").statusCode());
        String all = "{\"routes\": [{\"name\": \"all\", \"match\": {}, \"dataset\": \"brain\", \"alias\": \"best\"}]}";
        assertEquals(200, service.put("/routes", all).statusCode());
        try {
            MadeSeries series = MadeSeries.named("loop");
            world.archive.receive(series);
            FakeIngest.Upload upload = world.awaitUpload(series);
            assertEquals("all", accepted(upload).route());
            double before = metric("e2enet_series_total", "outcome=\"result\"");
            world.complete(upload);
            awaitResult(series);
            Awaitility.await()
                    .atMost(World.PATIENCE)
                    .until(() -> metric("e2enet_series_total", "outcome=\"result\"") > before);
        } finally {
            service.put("/routes", World.ROUTES);
        }
    }

    @Test
    void shouldLeaveNothingOfThePatientOutsideOfArchiveAndVault() throws IOException {
        MadeSeries series = MadeSeries.named("Planted^Name");
        world.archive.fail(500, 1, call -> call.startsWith("GET /dicom-web/studies"));
        world.archive.receive(series);
        FakeIngest.Upload upload = world.awaitUpload(series);
        String key = accepted(upload).seriesKey();
        world.complete(upload);
        awaitResult(series);
        StringBuilder told = new StringBuilder(world.topics());
        for (String path : List.of("/series", "/series/" + key, "/archives", "/q/metrics", "/q/health", "/letters")) {
            told.append(service.get(path).body());
        }
        told.append(Files.readString(DicomProcess.log(folder)));
        world.ingest.uploads().forEach(one -> told.append(one.body()));
        for (Path file : LivingFolder.paths(folder)) {
            told.append(folder.relativize(file)).append('\n');
            boolean isOurs = file.startsWith(folder.resolve("store")) || file.startsWith(folder.resolve("kafka"));
            if (isOurs && Files.isRegularFile(file)) {
                told.append(LivingFolder.text(file));
            }
        }
        String text = told.toString();

        assertTrue(text.contains(upload.scanId()), "what is searched is what there is");
        assertEquals(
                List.of(), MadeSeries.SECRETS.stream().filter(text::contains).toList());
        assertFalse(Files.exists(folder.resolve("vault").resolve("outlines").resolve(key + ".zip")));
        assertEquals(
                "rwx------",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("vault"))));
    }

    private static double metric(String name, String label) throws IOException {
        return service.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static SeriesAccepted accepted(FakeIngest.Upload upload) {
        return Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() -> acceptedAs(upload), found -> !found.isEmpty())
                .getFirst();
    }

    private static List<SeriesAccepted> acceptedAs(FakeIngest.Upload upload) {
        return world.all(SeriesAccepted.class, Topic.SERIES_ACCEPTED).stream()
                .filter(told -> told.scanId().equals(upload.scanId()))
                .toList();
    }

    private Path awaitResult(MadeSeries series) {
        return Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() -> world.archive.resultsOf(series, own), found -> !found.isEmpty())
                .getFirst();
    }
}
