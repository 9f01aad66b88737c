package org.e2enet.standalone.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.e2enet.client.InferClient;
import org.e2enet.client.MetricsClient;
import org.e2enet.client.Waiting;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.Topic;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.initial.Initializer;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.standalone.E2ENet;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.models.PlanFile;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.FileTrees;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack is backed up while it runs, destroyed, and goes on elsewhere as if nothing had been. */
class BackupIT {
    private static final Path SAMPLES = Path.of("..", "samples", "hemispheres");
    private static final String PLAN = """
            {"architecture": "nnunet", "inputChannels": 1, "classes": 9, "channels": [4, 8], "strides": [[2,2,2]],
             "kernel": [3,3,3], "patch": [16,16,16], "spacingMm": [3.0,3.0,3.0], "normalization": ["zscore"]}""";

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void shouldGoOnFromABackupOfARunningStackAfterItWasDestroyed() throws Exception {
        System.setProperty(
                "e2enet.home", Path.of("..").toAbsolutePath().normalize().toString());
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup");
        PredictionCompleted done;
        String scanId;
        int requests;
        int normalized;
        try (LocalStack stack = start(data)) {
            scanId = run(0, data, "ingest", SAMPLES.toString()).at("/0/scanId").asText();
            promote(data);
            done = predict(stack, scanId);
            awaitScore(stack, done);
            run(0, data, "backup", backup.toString());

            assertEquals(done, predict(stack, scanId), "it goes on, and knows what it did");
            requests = stack.records().all(Topic.PREDICTIONS_REQUESTED).size() - 1;
            normalized = stack.records().all(Topic.SCANS_NORMALIZED).size();
            run(1, data, "backup", backup.toString());
            assertTrue(err.toString().contains("CLI-112"), err::toString);
        }
        FileTrees.remove(data);

        Path restored = folder.resolve("restored");
        run(0, restored, "restore", backup.toString());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(restored.resolve("provenance.key"))));
        run(1, restored, "restore", backup.toString());
        assertTrue(err.toString().contains("CLI-116"), err::toString);
        try (LocalStack stack = start(restored)) {
            assertEquals(done, predict(stack, scanId));
            assertEquals(
                    requests + 1,
                    stack.records().all(Topic.PREDICTIONS_REQUESTED).size(),
                    "its records, and the one of now");
            assertEquals(
                    normalized,
                    stack.records().all(Topic.SCANS_NORMALIZED).size(),
                    "nothing that was read before is done again");
            MetricsClient metrics = new MetricsClient(stack.ports().address(ServiceKind.METRICS));
            assertEquals(
                    1,
                    metrics.scores("hemispheres", done.modelId()).stream()
                            .filter(score -> score.scanId().equals(scanId))
                            .count());
            assertEquals(0, run(0, restored, "audit", "--verify").path("breaks").size());
        }
    }

    @Test
    void shouldPutNothingBackOfABackupThatIsNotWhole() throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("store/objects/ab"));
        Path object = Files.writeString(data.resolve("store/objects/ab/cd"), "content");
        Files.createDirectories(data.resolve("kafka"));
        Path whole = folder.resolve("whole");
        run(0, data, "backup", whole.toString());

        run(0, folder.resolve("a"), "restore", whole.toString());
        assertEquals("content", Files.readString(folder.resolve("a/store/objects/ab/cd")));

        Files.writeString(whole.resolve("store/objects/ab/cd"), "CONTENT");
        refused(whole);
        Files.delete(whole.resolve("store/objects/ab/cd"));
        refused(whole);
        Files.copy(object, whole.resolve("store/objects/ab/cd"));
        Files.delete(whole.resolve("backup.json"));
        refused(whole);
        run(1, folder.resolve("nothing"), "backup", folder.resolve("of-nothing").toString());
        assertTrue(err.toString().contains("CLI-114"), err::toString);
    }

    private void refused(Path backup) throws IOException {
        Path target = folder.resolve("refused");
        err.getBuffer().setLength(0);
        run(1, target, "restore", backup.toString());
        assertTrue(err.toString().contains("CLI-113"), err::toString);
        assertTrue(Files.notExists(target.resolve("store")));
    }

    private static LocalStack start(Path data) throws InterruptedException {
        return LocalStack.start(
                new DataFolder(data), StackPorts.of(0, 0), Map.of("AUDIT_ENABLED", "true"), Console.of(true));
    }

    private static PredictionCompleted predict(LocalStack stack, String scanId) throws InterruptedException {
        InferClient infer = new InferClient(stack.ports().address(ServiceKind.INFER));
        return infer.awaitEnd(infer.request(scanId, "brain").predictionId(), Waiting.upTo(Patience.LONG), state -> {});
    }

    private static void awaitScore(LocalStack stack, PredictionCompleted done) throws InterruptedException {
        MetricsClient metrics = new MetricsClient(stack.ports().address(ServiceKind.METRICS));
        Waiting.upTo(Patience.LONG)
                .until("score", done.predictionId(), () -> metrics.scores(done.dataset(), done.modelId()).stream()
                        .filter(score -> score.scanId().equals(done.scanId()))
                        .findFirst());
    }

    private void promote(Path data) throws Exception {
        Path plan = Files.writeString(folder.resolve("plan.json"), PLAN);
        SafetensorsWriter state = new SafetensorsWriter();
        new Initializer(7)
                .weights(Architectures.graph(PlanFile.read(plan, Plan.class)))
                .forEach(state::add);
        Path weights = folder.resolve("weights.safetensors");
        state.write(weights);
        run(
                0,
                data,
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

    private JsonNode run(int status, Path data, String... call) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(call));
        arguments.addAll(List.of("--json", "--data", data.toString()));
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
}
