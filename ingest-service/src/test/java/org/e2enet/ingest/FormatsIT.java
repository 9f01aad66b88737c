package org.e2enet.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.formats.ScanWriter;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.store.DocumentStore;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same scan comes in by every format, image and labels, and is the same scan then. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class FormatsIT {
    private static final Duration PATIENCE = Patience.LONG;
    private static final int EDGE = 20;
    private static final String DATASET = "formats";
    private static final String SUBJECT = "0123456789abcdefghijklmnop";

    @Inject
    DocumentStore documents;

    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    /** The files of one volume, in the order they are sent. */
    private List<Path> written(String name, String ending, byte[] nifti, boolean labels) throws IOException {
        ScanReader reader = new ScanReader(ReadLimits.SINGLE_CHANNEL);
        Path source = file(name + "-source.nii", nifti);
        Path target = folder.resolve(name + ending);
        switch (ending) {
            case ".nii" -> Files.write(target, nifti);
            case ".nii2" -> Files.write(target, asNifti2(nifti));
            case ".hdr" -> {
                byte[] header = Arrays.copyOf(nifti, 348);
                header[345] = 'i';
                ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putFloat(108, 0);
                Files.write(target, header);
                return List.of(target, file(name + ".img", Arrays.copyOfRange(nifti, 352, nifti.length)));
            }
            default -> {
                if (labels) {
                    LabelVolume volume = reader.readLabels(source, "labels");
                    ScanWriter.write(volume, target);
                } else {
                    Volume volume = reader.readImage(source, "image");
                    ScanWriter.write(volume, NiftiEncoding.FLOAT32, target);
                }
            }
        }
        return switch (ending) {
            case ".mhd" -> List.of(target, folder.resolve(name + ".zraw"));
            case ".nhdr" -> List.of(target, folder.resolve(name + ".raw.gz"));
            default -> List.of(target);
        };
    }

    private static byte[] asNifti2(byte[] nifti) {
        ByteBuffer one = ByteBuffer.wrap(nifti).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer two = ByteBuffer.allocate(544 + nifti.length - 352).order(ByteOrder.LITTLE_ENDIAN);
        two.putInt(0, 540);
        two.put(4, new byte[] {'n', '+', '2', 0, '\r', '\n', 0x1a, '\n'});
        two.putShort(12, one.getShort(70));
        two.putShort(14, one.getShort(72));
        for (int n = 0; n < 8; n++) {
            two.putLong(16 + 8 * n, one.getShort(40 + 2 * n));
            two.putDouble(104 + 8 * n, one.getFloat(76 + 4 * n));
        }
        two.putLong(168, 544);
        two.putInt(348, one.getShort(254));
        for (int n = 0; n < 12; n++) {
            two.putDouble(400 + 8 * n, one.getFloat(280 + 4 * n));
        }
        two.put(544, nifti, 352, nifti.length - 352);
        return two.array();
    }

    private ScanNormalized normalized(List<Path> images, List<Path> labels) {
        RequestSpecification request = given().multiPart("subject", SUBJECT);
        images.forEach(file -> request.multiPart("image", file.toFile()));
        labels.forEach(file -> request.multiPart("labels", file.toFile()));
        String scanId = request.post("/datasets/" + DATASET + "/scans")
                .then()
                .statusCode(202)
                .extract()
                .path("scanId");
        await().atMost(PATIENCE)
                .until(() -> !IngestClient.status(scanId).path("status").equals("received"));
        IngestClient.status(scanId).then().body("status", equalTo("normalized"));
        return EventJson.read(documents.find("scans/" + scanId + ".json").orElseThrow(), ScanNormalized.class);
    }

    private static void define() {
        given().contentType("application/json")
                .body(
                        "{\"channelNames\": [\"T1\"], \"labels\": {\"0\": \"background\", \"1\": \"tissue\", \"2\": \"ball\"},"
                                + " \"targetSpacingMm\": [2, 2, 2]}")
                .put("/datasets/" + DATASET);
    }

    @ParameterizedTest
    @ValueSource(strings = {".nii2", ".hdr", ".mha", ".mhd", ".nrrd", ".nhdr"})
    void shouldComeInByEveryFormat(String ending) throws IOException {
        define();
        byte[] image = NiftiBytes.ball(EDGE, 7).spacingMm(1, 1.5f, 2).bytes();
        byte[] labels = NiftiBytes.ballLabels(EDGE, 7).spacingMm(1, 1.5f, 2).bytes();
        ScanNormalized wanted = normalized(written("a", ".nii", image, false), written("b", ".nii", labels, true));

        ScanNormalized got =
                normalized(written("image", ending, image, false), written("labels", ending, labels, true));

        assertEquals(wanted.fingerprint(), got.fingerprint());
        assertEquals(wanted.normalized().sha256(), got.normalized().sha256(), "the same tensors");
        assertEquals(wanted.geometry().originalExtent(), got.geometry().originalExtent());
        assertEquals(SUBJECT, got.subject());
    }

    @Test
    void shouldTellARepairInTheEventAndCountIt() throws IOException {
        define();
        byte[] image = NiftiBytes.ball(EDGE, 8).bytes();
        ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putFloat(80, 0); // pixdim, where the sform says all
        ScanNormalized scan = normalized(List.of(file("repaired.nii", image)), List.of());

        assertTrue(scan.flags().contains("spacing-from-affine"), scan.flags()::toString);
        // Counted after the document that ends the wait above.
        await().atMost(PATIENCE).until(() -> given().get("/q/metrics")
                .asString()
                .contains("e2enet_scan_flags_total{flag=\"spacing-from-affine\"} 1.0"));
    }

    @Test
    void shouldFlagAScanThatIsFarFromTheOthersOfItsDataSet() throws IOException {
        String company = "company";
        given().contentType("application/json")
                .body("{\"channelNames\": [\"T1\"]}")
                .put("/datasets/" + company);
        for (int n = 0; n < 5; n++) {
            List<String> flags = flags(
                    company,
                    NiftiBytes.ball(EDGE, 100 + n).spacingMm(1, 1, 1 + n / 10f).bytes());
            assertEquals(List.of(), far(flags), "too few others to tell");
        }

        assertEquals(
                List.of(),
                far(flags(company, NiftiBytes.ball(EDGE, 200).spacingMm(1, 1, 2).bytes())));
        assertEquals(
                List.of("spacing-far-from-dataset"),
                far(flags(company, NiftiBytes.ball(8, 201).spacingMm(4, 4, 4).bytes())));
        assertEquals(
                List.of("size-far-from-dataset"),
                far(flags(company, NiftiBytes.ball(72, 202).spacingMm(1, 1, 1).bytes())));
        assertEquals(
                List.of("spacing-far-from-dataset", "size-far-from-dataset"),
                far(flags(company, NiftiBytes.ball(EDGE, 203).spacingMm(5, 1, 1).bytes())));
        await().atMost(PATIENCE).until(() -> given().get("/q/metrics")
                .asString()
                .contains("e2enet_scan_flags_total{flag=\"spacing-far-from-dataset\"}"));
    }

    private static List<String> far(List<String> flags) {
        return flags.stream().filter(flag -> flag.endsWith("-far-from-dataset")).toList();
    }

    private List<String> flags(String dataset, byte[] image) {
        String scanId = given().multiPart("image", "x", image)
                .post("/datasets/" + dataset + "/scans")
                .then()
                .statusCode(202)
                .extract()
                .path("scanId");
        await().atMost(PATIENCE)
                .until(() -> IngestClient.status(scanId).path("status").equals("normalized"));
        return EventJson.read(documents.find("scans/" + scanId + ".json").orElseThrow(), ScanNormalized.class)
                .flags();
    }

    @Test
    void shouldRefuseAHeaderWithoutItsVoxelsAndAPersonInClear() throws IOException {
        define();
        byte[] image = NiftiBytes.ball(EDGE, 9).bytes();
        for (String ending : List.of(".mhd", ".nhdr", ".hdr")) {
            Path header = written("alone", ending, image, false).getFirst();
            given().multiPart("image", header.toFile())
                    .post("/datasets/" + DATASET + "/scans")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo(ending.equals(".hdr") ? "IMG-102" : "IMG-132"));
        }
        given().multiPart("image", "x", image)
                .multiPart("subject", "Jane Doe")
                .post("/datasets/" + DATASET + "/scans")
                .then()
                .statusCode(400)
                .body("code", equalTo("ING-113"));
        given().multiPart("image", "x", image)
                .multiPart("labels", "a", image)
                .multiPart("labels", "b", image)
                .post("/datasets/" + DATASET + "/scans")
                .then()
                .statusCode(400)
                .body("code", equalTo("ING-114"));
    }

    /** What names another file of the store reads nothing. */
    @Test
    void shouldNotFollowNamesIntoTheStore() {
        define();
        String header =
                "ObjectType = Image\nNDims = 3\nDimSize = 4 4 4\nElementType = MET_UCHAR\nElementDataFile = ../a\n";
        given().multiPart("image", "x", header.getBytes(StandardCharsets.US_ASCII))
                .post("/datasets/" + DATASET + "/scans")
                .then()
                .statusCode(422)
                .body("code", equalTo("IMG-132"));
    }
}
