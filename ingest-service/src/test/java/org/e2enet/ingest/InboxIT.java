package org.e2enet.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Writer;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.formats.ScanWriter;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.testkit.HeardLog;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put into the inbox comes in once it is whole, and is moved to where its end can be seen. */
@QuarkusTest
@WithTestResource(
        value = KafkaAndStore.class,
        initArgs = {
            @ResourceArg(name = "ingest.inbox", value = InboxIT.INBOX),
            @ResourceArg(name = "ingest.inbox-poll", value = "200ms"),
            @ResourceArg(name = "ingest.inbox-settle", value = InboxIT.SETTLE_MILLIS + "ms"),
            @ResourceArg(name = "ingest.key-file", value = InboxIT.INBOX + "/.key")
        })
class InboxIT {
    /** Of this run alone: what an earlier one left would be taken for done by this one. */
    static final String INBOX = "target/inbox-it/${quarkus.uuid}";

    private static final Duration PATIENCE = Patience.LONG;
    static final int SETTLE_MILLIS = 400;
    private static final int EDGE = 20;

    @TempDir
    Path elsewhere;

    // Injected, it would be wanted of every other test's service, too.
    private final Path inbox = ConfigProvider.getConfig().getValue("ingest.inbox", Path.class);

    @BeforeEach
    void define() throws IOException {
        given().contentType("application/json")
                .body("{\"channelNames\": [\"T1\"], \"targetSpacingMm\": [2, 2, 2]}")
                .put("/datasets/watched");
        Files.createDirectories(inbox.resolve("watched"));
    }

    private Path put(String name, byte[] bytes) throws IOException {
        Path file = inbox.resolve("watched").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Path awaitIn(String outcome, String name) {
        Path target = inbox.resolve(outcome).resolve("watched").resolve(name);
        await().atMost(PATIENCE).until(() -> Files.exists(target));
        return target;
    }

    private static int scans() {
        List<String> ids = given().get("/datasets/watched/scans").path("scanId");
        return ids.size();
    }

    @Test
    void shouldTakeWhatIsWholeAndMoveItAway() throws IOException {
        int before = scans();
        byte[] bytes = NiftiBytes.ball(EDGE, 21).packed();
        Path file = put("Smith^John.nii.gz", bytes);

        assertArrayEquals(bytes, Files.readAllBytes(awaitIn("done", "Smith^John.nii.gz")));

        assertFalse(Files.exists(file));
        assertEquals(before + 1, scans());
        // The same name again replaces nothing.
        put("Smith^John.nii.gz", NiftiBytes.ball(EDGE, 22).packed());
        awaitIn("done", "2-Smith^John.nii.gz");
        assertArrayEquals(bytes, Files.readAllBytes(awaitIn("done", "Smith^John.nii.gz")));
    }

    @Test
    void shouldLeaveAFileAloneThatIsStillWritten() {
        // On a busy machine the writer itself may pause for longer than a file takes to settle, which then is taken by
        // right.
        AtomicInteger tries = new AtomicInteger();
        await().atMost(PATIENCE).until(() -> isWrittenWithoutALongPause("slow-" + tries.incrementAndGet() + ".nii"));
        awaitIn("done", "slow-" + tries.get() + ".nii");
    }

    private boolean isWrittenWithoutALongPause(String name) throws IOException {
        byte[] bytes = NiftiBytes.ball(EDGE, 23).bytes();
        Path file = put(name, Arrays.copyOf(bytes, 1000));
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            for (int from = 1000; from < bytes.length; ) {
                int part = Math.min(2500, bytes.length - from);
                long before = System.currentTimeMillis();
                out.write(bytes, from, part);
                from += part;
                await().atMost(PATIENCE).until(() -> System.currentTimeMillis() - before > SETTLE_MILLIS / 2);
                boolean there = Files.exists(file);
                if (System.currentTimeMillis() - before >= SETTLE_MILLIS) {
                    return false;
                }
                assertTrue(there, "taken while it was written");
            }
            return true;
        }
    }

    @Test
    void shouldTellWhyAnEntryFailed() throws IOException {
        put("broken.nii.gz", Arrays.copyOf(NiftiBytes.ball(EDGE, 24).packed(), 900));
        put("text.nii", "no scan".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        put("empty-folder/notes.txt", new byte[] {1});

        awaitIn("failed", "broken.nii.gz");
        awaitIn("failed", "text.nii");
        awaitIn("failed", "empty-folder");
        assertTrue(
                Files.readString(awaitIn("failed", "broken.nii.gz.reason.txt")).startsWith("IMG-103"));
        assertTrue(Files.readString(awaitIn("failed", "text.nii.reason.txt")).startsWith("IMG-1"));
        assertTrue(
                Files.readString(awaitIn("failed", "empty-folder.reason.txt")).startsWith("DCM-1"));
        assertTrue(given().get("/q/metrics").asString().contains("e2enet_inbox_entries_total{outcome=\"failed\"}"));
    }

    @Test
    void shouldFailWhatIsPutBeforeADataSetThatNobodyDefined() throws IOException {
        Path folder = Files.createDirectories(inbox.resolve("undefined"));
        Files.write(folder.resolve("a.nii"), NiftiBytes.ball(EDGE, 25).bytes());
        Path reason = inbox.resolve("failed/undefined/a.nii.reason.txt");
        await().atMost(PATIENCE).until(() -> Files.exists(reason));
        assertTrue(Files.readString(reason).startsWith("ING-101"));
    }

    @Test
    void shouldLeaveNoCopiesOfWhatIsRefused() throws IOException {
        study("undefined/study");
        Path reason = inbox.resolve("failed/undefined/study.reason.txt");
        await().atMost(PATIENCE).until(() -> Files.exists(reason));
        assertTrue(Files.readString(reason).startsWith("ING-101"));
        try (Stream<Path> copies = Files.list(files().resolve("tmp"))) {
            assertEquals(
                    List.of(),
                    copies.filter(file -> file.getFileName().toString().startsWith("inbox"))
                            .toList());
        }
    }

    @Test
    void shouldKeepWhatComesWhileTheStoreIsAwayUntilItIsBack() throws IOException {
        // Whatever another test put there has come to its end.
        put("before.nii", NiftiBytes.ball(EDGE, 28).bytes());
        awaitIn("done", "before.nii");
        Path writes = files().resolve("tmp");
        Path away = files().resolve("away");
        Files.move(writes, away);
        Files.createFile(writes); // nothing can be written below a file
        Path file;
        try {
            file = put("meanwhile.nii", NiftiBytes.ball(EDGE, 29).bytes());
            await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready")
                    .then()
                    .statusCode(503)
                    .body("checks.find { it.name == 'work' }.data.'ingest.inbox'", equalTo("STO-201")));
            assertTrue(Files.exists(file), "an outage is no judgement of it");
        } finally {
            Files.delete(writes);
            Files.move(away, writes);
        }
        awaitIn("done", "meanwhile.nii");
        assertFalse(Files.exists(file));
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void shouldGoOnBesideAnEntryThatCannotBeMoved() throws IOException {
        Path blocked = Files.createDirectories(inbox.resolve("blocked"));
        // Where it would go a file lies.
        Files.createFile(Files.createDirectories(inbox.resolve("failed")).resolve("blocked"));
        try (HeardLog log = new HeardLog()) {
            Files.write(blocked.resolve("a.nii"), NiftiBytes.ball(EDGE, 30).bytes());
            await().atMost(PATIENCE)
                    .until(() -> log.lines().stream().anyMatch(line -> line.contains(IngestFaults.INBOX)));

            put("beside.nii", NiftiBytes.ball(EDGE, 31).bytes());
            awaitIn("done", "beside.nii");

            assertTrue(Files.exists(blocked.resolve("a.nii")));
        } finally {
            Files.delete(inbox.resolve("failed/blocked"));
        }
        Path reason = inbox.resolve("failed/blocked/a.nii.reason.txt");
        await().atMost(PATIENCE).until(() -> Files.exists(reason));
    }

    @Test
    void shouldNameNoEntryInTheLogWhateverFails() throws IOException {
        try (HeardLog log = new HeardLog()) {
            // A link to itself: whoever opens it gets an error with its name.
            Path folder = Files.createDirectories(elsewhere.resolve("Doe^Jane"));
            Files.write(
                    folder.resolve("Doe^Jane_1.nii"), NiftiBytes.ball(EDGE, 32).bytes());
            Files.createSymbolicLink(folder.resolve("Doe^Jane_0.nii"), folder.resolve("Doe^Jane_0.nii"));
            Files.move(folder, inbox.resolve("watched/Doe^Jane"));
            awaitIn("failed", "Doe^Jane.reason.txt");
            assertTrue(log.lines().stream().noneMatch(line -> line.contains("Doe^Jane")), () -> log.lines()
                    .toString());
        }
    }

    private static Path files() {
        return ConfigProvider.getConfig().getValue(KafkaAndStore.FILES, Path.class);
    }

    @Test
    void shouldTakeHeaderAndVoxelsTogether() throws IOException {
        Path source = Files.write(
                elsewhere.resolve("a.nii"), NiftiBytes.ball(EDGE, 26).bytes());
        Volume image = new ScanReader(ReadLimits.SINGLE_CHANNEL).readImage(source, "image");
        ScanWriter.write(image, NiftiEncoding.FLOAT32, elsewhere.resolve("pair.mhd"));
        // The header lies there before its voxels.
        put("pair.mhd", Files.readAllBytes(elsewhere.resolve("pair.mhd")));
        put("other.nii", NiftiBytes.ball(EDGE, 27).bytes());
        awaitIn("done", "other.nii");
        assertTrue(Files.exists(inbox.resolve("watched/pair.mhd")), "waits for its voxels");
        put("pair.zraw", Files.readAllBytes(elsewhere.resolve("pair.zraw")));
        awaitIn("done", "pair.mhd");
        awaitIn("done", "pair.zraw");
    }

    @Test
    void shouldTakeEverySeriesOfAFolderAndGroupThemByPatient() throws IOException {
        int before = scans();
        study("watched/study");
        awaitIn("done", "study");
        List<String> subjects = given().get("/datasets/watched/scans").path("subject");
        assertEquals(before + 2, scans());
        assertEquals(
                1,
                subjects.stream().filter(subject -> subject != null).distinct().count());
    }

    /** Put there whole: a pause of this test, on a busy machine, would let a part of it settle and be taken by right. */
    private void study(String place) throws IOException {
        Path study = Files.createDirectories(inbox.resolveSibling(inbox.getFileName() + ".study"));
        for (int series = 1; series <= 2; series++) {
            for (int slice = 0; slice < 8; slice++) {
                try (OutputStream out = Files.newOutputStream(study.resolve("IM-" + series + "-" + slice))) {
                    Part10Writer.write(slice(series, slice), out);
                }
            }
        }
        Files.createDirectories(inbox.resolve(place).getParent());
        Files.move(study, inbox.resolve(place), StandardCopyOption.ATOMIC_MOVE);
    }

    private static DataSet slice(int series, int slice) {
        byte[] pixels = new byte[2 * 16 * 16];
        for (int n = 0; n < 256; n++) {
            pixels[2 * n] = (byte) ((n * 7 + slice * 31 + series * 3) % 120 + (n % 16 > 4 && n > 60 ? 100 : 0));
        }
        return new DataSet()
                .put(Attribute.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.4")
                .put(Attribute.SOP_INSTANCE_UID, "1.2.3.4." + series + "." + slice)
                .put(Attribute.MODALITY, "MR")
                .put(Attribute.PATIENT_ID, "Planted-4711")
                .put(Attribute.STUDY_INSTANCE_UID, "1.2.3.5")
                .put(Attribute.SERIES_INSTANCE_UID, "1.2.3.6." + series)
                .put(Attribute.FRAME_OF_REFERENCE_UID, "1.2.3.7")
                .put(Attribute.INSTANCE_NUMBER, slice)
                .put(Attribute.IMAGE_POSITION_PATIENT, "0\\0\\" + 3 * slice)
                .put(Attribute.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0")
                .put(Attribute.PIXEL_SPACING, "3\\3")
                .put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .put(Attribute.ROWS, 16)
                .put(Attribute.COLUMNS, 16)
                .put(Attribute.BITS_ALLOCATED, 16)
                .put(Attribute.BITS_STORED, 16)
                .put(Attribute.PIXEL_REPRESENTATION, 0)
                .putBytes(Attribute.PIXEL_DATA, pixels);
    }
}
