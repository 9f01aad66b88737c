package org.e2enet.standalone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.e2enet.bucket.BucketServer;
import org.e2enet.client.InferClient;
import org.e2enet.client.IngestClient;
import org.e2enet.client.MetricsClient;
import org.e2enet.client.ScanState;
import org.e2enet.client.Waiting;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.plan.Plan;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.formats.ScanWriter;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.initial.Initializer;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.dicom.MadeSeries;
import org.e2enet.standalone.models.PlanFile;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import org.e2enet.testkit.LivingFolder;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ingest} and {@code predict} on a stack that is up, with its store in a bucket: what they answer is what became of this call.
 */
class ScansThroughStackIT {
    private static final Path SAMPLES = Path.of("..", "samples", "hemispheres");
    private static final Path SCAN = SAMPLES.resolve("imagesTr/left_0000.nii.gz");
    private static final String PLAN = """
            {"architecture": "nnunet", "inputChannels": 1, "classes": 9, "channels": [4, 8], "strides": [[2,2,2]],
             "kernel": [3,3,3], "patch": [16,16,16], "spacingMm": [3.0,3.0,3.0], "normalization": ["zscore"]}""";

    @TempDir
    private static Path folder;

    private static BucketServer bucket;
    private static LocalStack stack;

    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        System.setProperty(
                "e2enet.home", Path.of("..").toAbsolutePath().normalize().toString());
        bucket = BucketServer.start(folder.resolve("s3"));
        Map<String, String> environment = new HashMap<>(bucket.environment("stack"));
        environment.put("AUDIT_ENABLED", "true");
        stack = LocalStack.start(
                new DataFolder(folder.resolve("data")), StackPorts.of(0, 0), environment, Console.of(true));
        ScansThroughStackIT commands = new ScansThroughStackIT();
        assertEquals(
                "normalized",
                commands.run(0, "ingest", SAMPLES.toString())
                        .get(0)
                        .path("status")
                        .asText(),
                commands.err::toString);
        Path plan = Files.writeString(folder.resolve("plan.json"), PLAN);
        SafetensorsWriter state = new SafetensorsWriter();
        new Initializer(7)
                .weights(Architectures.graph(PlanFile.read(plan, Plan.class)))
                .forEach(state::add);
        Path weights = folder.resolve("weights.safetensors");
        state.write(weights);
        commands.run(
                0,
                "import",
                "--plan",
                plan.toString(),
                "--weights",
                weights.toString(),
                "--dataset",
                "hemispheres",
                "--promote",
                "brain");
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        if (bucket != null) {
            bucket.close();
        }
    }

    @Test
    void shouldKeepAllOfItInTheBucket() {
        assertTrue(Files.isDirectory(bucket.files().resolve("stack/objects")));
        assertTrue(Files.isDirectory(bucket.files().resolve("stack/documents/models")));
        assertFalse(Files.exists(folder.resolve("data/store/objects")));
        assertFalse(Files.exists(folder.resolve("data/store/documents")));
    }

    @Test
    void shouldTellWhatBecameOfTheScanAfterItsCauseIsMended() throws Exception {
        Path set = folder.resolve("mended");
        copy(SCAN, set.resolve("imagesTr/left_0000.nii.gz"));
        copy(SAMPLES.resolve("labelsTr/left.nii.gz"), set.resolve("labelsTr/left.nii.gz"));
        String json = "{\"channel_names\": [\"T1\"], \"labels\": {%s}}";
        Files.writeString(set.resolve("dataset.json"), json.formatted("\"background\": 0, \"one\": 1"));
        assertEquals(
                "rejected", run(1, "ingest", set.toString()).at("/0/status").asText());

        Files.writeString(set.resolve("dataset.json"), Files.readString(SAMPLES.resolve("dataset.json")));
        assertEquals(
                "normalized",
                run(0, "ingest", set.toString(), "--dataset", "mended")
                        .at("/0/status")
                        .asText());
        assertEquals(
                "duplicate",
                run(0, "ingest", set.toString(), "--dataset", "mended")
                        .at("/0/status")
                        .asText());
    }

    @Test
    void shouldWriteAResultForEveryInputAndReplaceNoneUnasked() throws Exception {
        Path first = copy(SCAN, folder.resolve("p1/ct.nii.gz"));
        Path second = copy(SAMPLES.resolve("imagesTs/right_mirrored_0000.nii.gz"), folder.resolve("p2/ct.nii.gz"));
        Path out = folder.resolve("out");

        JsonNode both = predict(0, out, first, second);
        Path ofFirst = Path.of(both.at("/0/segmentation").asText());
        Path ofSecond = Path.of(both.at("/1/segmentation").asText());
        assertFalse(ofFirst.equals(ofSecond));
        byte[] before = Files.readAllBytes(ofFirst);

        assertEquals("CLI-603", predict(1, out, first).at("/0/error/code").asText());
        assertArrayEquals(before, Files.readAllBytes(ofFirst));
        run(0, "predict", first.toString(), "--model", "brain", "--out", out.toString(), "--overwrite");
        assertArrayEquals(before, Files.readAllBytes(ofFirst));
    }

    @Test
    void shouldProveWhatASegmentationWasMadeOf() throws Exception {
        Path scan = copy(SCAN, folder.resolve("proven/mr.nii.gz"));
        Path out = folder.resolve("proven-out");
        JsonNode answer = run(
                0,
                "predict",
                scan.toString(),
                "--model",
                "brain",
                "--out",
                out.toString(),
                "--as",
                "same,mha",
                "--provenance");
        Path statement = Path.of(answer.at("/0/provenance").asText());
        assertEquals("mr-provenance.json", statement.getFileName().toString());

        JsonNode said =
                run(0, "provenance", "verify", statement.toString(), "--segmentation", out + "/mr-segmentation.mha");

        assertEquals("labels", said.path("segmentation").asText());
        assertEquals(64, said.at("/models/0/masksSha256").asText().length());
        assertEquals("sparse", said.at("/engine/name").asText());
        run(0, "provenance", "verify", statement.toString(), "--segmentation", out + "/mr-segmentation.nii.gz");
        Path labels = SAMPLES.resolve("labelsTr/left.nii.gz");
        run(1, "provenance", "verify", statement.toString(), "--segmentation", labels.toString());
        assertTrue(err.toString().contains("PRV-106"), err::toString);
    }

    @Test
    void shouldTellWhoReadASegmentationAndThatNoRecordOfItWasChanged() throws Exception {
        Path scan = copy(SCAN, folder.resolve("audited/mr.nii.gz"));
        predict(0, folder.resolve("audited-out"), scan);
        Awaitility.await().atMost(Patience.LONG).untilAsserted(() -> {
            JsonNode read = run(0, "audit", "list", "--about", "/segmentation");
            assertTrue(read.size() > 0, "no record yet");
            assertEquals("anonymous", read.at("/0/who").asText());
            assertEquals("infer-service", read.at("/0/service").asText());
        });
        Path heads = folder.resolve("heads.json");
        JsonNode verified = run(0, "audit", "--verify", "--note", heads.toString());
        assertTrue(verified.path("records").asInt() > 3, verified::toString);
        run(0, "audit", "--verify", "--heads", heads.toString());

        String noted = Files.readString(heads);
        Files.writeString(heads, noted.replaceFirst("\"number\":\\d+", "\"number\":1000000"));
        JsonNode cut = run(1, "audit", "--verify", "--heads", heads.toString());
        assertEquals("REMOVED", cut.at("/breaks/0/kind").asText());
    }

    @Test
    void shouldLeaveTheDataSetThatTheModelLearnedFromAsItIs() throws Exception {
        Path scan = copy(SCAN, folder.resolve("p3/mr.nii.gz"));
        JsonNode before = run(0, "ingest", SCAN.toString(), "--dataset", "hemispheres");
        int scans = stackScans("hemispheres");

        predict(0, folder.resolve("out3"), scan);

        assertEquals(scans, stackScans("hemispheres"), before::toString);
        assertEquals(9, labels("hemispheres"), "a typed file leaves the labels, and so does a prediction");
    }

    @Test
    void shouldPredictFoldersAndNamesOfEveryKind() throws Exception {
        Path images = folder.resolve("images, alle");
        copy(SCAN, images.resolve("größe 1_0000.nii.gz"));
        copy(SCAN, images.resolve("a,b_0000.nii.gz"));
        copy(SCAN, images.resolve("n".repeat(231) + "_0000.nii.gz"));

        JsonNode answers = predict(0, folder.resolve("out4"), images);

        assertEquals(3, answers.size());
        for (JsonNode answer : answers) {
            assertTrue(Files.size(Path.of(answer.path("segmentation").asText())) > 0);
        }
        assertTrue(Files.exists(folder.resolve("out4").resolve("größe 1-segmentation.nii.gz")));
    }

    @Test
    void shouldSegmentWithAFileAsThroughTheStackToTheByte() throws Exception {
        Path scan = copy(SCAN, folder.resolve("p5/mr.nii.gz"));
        JsonNode served = predict(0, folder.resolve("served"), scan);
        Path model = folder.resolve("brain.safetensors");
        run(0, "export", "--model", "brain", "--format", "safetensors", "--out", model.toString());

        JsonNode alone = run(
                0,
                "predict",
                scan.toString(),
                "--weights",
                model.toString(),
                "--out",
                folder.resolve("alone").toString());

        assertArrayEquals(
                Files.readAllBytes(Path.of(served.at("/0/segmentation").asText())),
                Files.readAllBytes(Path.of(alone.at("/0/segmentation").asText())));
        assertEquals(served.at("/0/windows"), alone.at("/0/windows"));
        assertEquals("sparse", alone.at("/0/engine").asText());
    }

    @Test
    void shouldTakeASeriesWithItsSegThroughTheStackWithoutItsNames() throws Exception {
        Path series = MadeSeries.write(folder.resolve("Planted Jane"), 1, "Planted-4711-Q", 3);
        JsonNode served = run(
                0,
                "predict",
                series.toString(),
                "--model",
                "brain",
                "--out",
                folder.resolve("dicom-out").toString(),
                "--as",
                "seg,nifti");
        Path seg = Path.of(served.at("/0/files/1").asText());
        try (DicomInput input = DicomInput.open(series, ReadOptions.DEFAULT)) {
            LabelVolume nifti = new ScanReader(ReadLimits.SINGLE_CHANNEL)
                    .readLabels(Path.of(served.at("/0/files/0").asText()), "nifti");
            assertArrayEquals(
                    nifti.labels(),
                    SegReader.read(seg, input.onlySeries()).labels().labels());
        }

        Path again = MadeSeries.write(folder.resolve("again"), 2, "Planted-4711-Q", 3);
        JsonNode first = run(0, "ingest", series.toString(), "--labels", seg.toString(), "--dataset", "archive");
        JsonNode second = run(0, "ingest", again.toString(), "--dataset", "archive");

        assertEquals("normalized", first.at("/0/status").asText());
        List<ScanState> scans = ingest().scans("archive");
        assertEquals(2, scans.size());
        assertEquals(1, scans.stream().map(ScanState::subject).distinct().count(), "one patient");
        ScanState labelled = ingest().scan(first.at("/0/scanId").asText());
        assertTrue(labelled.labelled() && labelled.subject().matches("[0-9a-v]{26}"), second::toString);
        assertEquals("MR", ingest().dataset("archive").channelNames().getFirst());
        boolean seen = false;
        for (Path file : LivingFolder.paths(folder.resolve("data"))) {
            String text = Files.isRegularFile(file) ? LivingFolder.text(file) : "";
            seen |= text.contains(labelled.scanId());
            for (String planted : List.of("Planted", "4711-Q", "1.2.3.6")) {
                assertFalse(file.toString().contains(planted), file::toString);
                assertFalse(text.contains(planted), () -> planted + " in " + file);
            }
        }
        assertTrue(seen, "what is searched is what there is");
    }

    /** The truth comes days after the prediction, and is corrected later: scored then, and then again. */
    @Test
    void shouldScoreAPredictionWhenItsTruthComesAndWhenItIsCorrected() throws Exception {
        Path set = folder.resolve("late-truth");
        copy(SAMPLES.resolve("imagesTs/right_mirrored_0000.nii.gz"), set.resolve("imagesTr/right_0000.nii.gz"));
        copy(SAMPLES.resolve("dataset.json"), set.resolve("dataset.json"));
        String scanId = run(0, "ingest", set.toString(), "--dataset", "late")
                .at("/0/scanId")
                .asText();
        Waiting patient = Waiting.upTo(Patience.LONG);
        InferClient infer = new InferClient(stack.ports().address(ServiceKind.INFER));
        PredictionCompleted done = infer.awaitEnd(infer.request(scanId, "brain").predictionId(), patient, state -> {});
        MetricsClient metrics = new MetricsClient(stack.ports().address(ServiceKind.METRICS));
        assertEquals(List.of(), metrics.scores("late", done.modelId()), "nothing to score it against");

        Path right = SAMPLES.resolve("labelsTs/right_mirrored.nii.gz");
        LabelVolume truth = new ScanReader(ReadLimits.SINGLE_CHANNEL).readLabels(right, "truth");
        short[] mistaken = truth.labels().clone();
        for (int n = 0; n < mistaken.length; n++) {
            mistaken[n] = mistaken[n] == 1 ? 2 : mistaken[n];
        }
        Path wrong = folder.resolve("late-truth/wrong.nii.gz");
        ScanWriter.write(new LabelVolume(truth.geometry(), mistaken), wrong);
        run(0, "ingest", "--labels", wrong.toString(), "--scan", scanId);
        ScoresComputed first = metrics.awaitScore("late", done.modelId(), done.predictionId(), patient);
        run(0, "ingest", "--labels", right.toString(), "--scan", scanId);

        ScoresComputed corrected =
                patient.until("corrected score", scanId, () -> metrics.scores("late", done.modelId()).stream()
                        .filter(score -> !score.equals(first))
                        .findFirst());
        assertEquals(done.predictionId(), corrected.predictionId());
        assertEquals(8, corrected.classes().size());
        assertEquals(1, metrics.scores("late", done.modelId()).size(), "one of them counts");
        assertTrue(ingest().scan(scanId).labelled());
    }

    @Test
    void shouldTakePairsAndTextFormatsWithTheirVoxelsBeside() throws Exception {
        Path detached = folder.resolve("formats/scan.mhd");
        Files.createDirectories(detached.getParent());
        Volume image = new ScanReader(ReadLimits.SINGLE_CHANNEL).readImage(SCAN, "scan");
        ScanWriter.write(image, NiftiEncoding.FLOAT32, detached);
        Path labels = folder.resolve("formats/labels.nrrd");
        ScanWriter.write(
                new ScanReader(ReadLimits.SINGLE_CHANNEL).readLabels(SAMPLES.resolve("labelsTr/left.nii.gz"), "labels"),
                labels);

        JsonNode taken = run(0, "ingest", detached.toString(), "--labels", labels.toString(), "--dataset", "formats");
        JsonNode answer = predict(0, folder.resolve("out6"), detached);

        assertEquals("normalized", taken.at("/0/status").asText());
        assertTrue(answer.at("/0/segmentation").asText().endsWith("scan-segmentation.mhd"), answer::toString);
    }

    @Test
    void shouldNameAnAliasAndAnEngineThatTheStackDoesNotHave() throws Exception {
        run(1, "predict", SCAN.toString(), "--model", "nobody", "--out", folder.toString());
        assertTrue(err.toString().contains("CLI-601"), err::toString);
        JsonNode torch =
                run(1, "predict", SCAN.toString(), "--model", "brain", "--engine", "torch", "--out", folder.toString());
        assertEquals("CLI-602", torch.at("/0/error/code").asText());
    }

    private int stackScans(String dataset) throws InterruptedException {
        return ingest().scans(dataset).size();
    }

    private int labels(String dataset) throws InterruptedException {
        return ingest().dataset(dataset).labels().size();
    }

    private static IngestClient ingest() {
        return new IngestClient(stack.ports().address(ServiceKind.INGEST));
    }

    private JsonNode predict(int status, Path out, Path... images) throws IOException {
        List<String> call = new ArrayList<>(List.of("predict", "--model", "brain", "--out", out.toString()));
        for (Path image : images) {
            call.add(image.toString());
        }
        return run(status, call.toArray(String[]::new));
    }

    /** Runs a command with {@code --json}; answers its document, or null where it wrote none. */
    private JsonNode run(int status, String... call) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(call));
        arguments.addAll(List.of("--json", "--data", folder.resolve("data").toString()));
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            int ended = E2ENet.commandLine().setErr(new PrintWriter(err)).execute(arguments.toArray(String[]::new));
            assertEquals(status, ended, () -> err + printed.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(console);
        }
        return new ObjectMapper().readTree(printed.toByteArray());
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        return Files.copy(from, to);
    }
}
