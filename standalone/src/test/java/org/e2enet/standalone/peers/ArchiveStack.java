package org.e2enet.standalone.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.e2enet.client.InferClient;
import org.e2enet.client.IngestClient;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.initial.Initializer;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.standalone.E2ENet;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.models.PlanFile;
import org.e2enet.standalone.stack.ArchiveOptions;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import org.e2enet.standalone.stack.StackState;
import org.e2enet.testkit.Patience;
import picocli.CommandLine;

/** A local stack beside a real archive, as {@code up --archive} starts it; what dies is started again. */
public final class ArchiveStack implements AutoCloseable {
    public static final Duration PATIENCE = Patience.LONG;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAN = """
            {"architecture": "nnunet", "inputChannels": %d, "classes": 2, "channels": [4, 8],
             "strides": [[2,2,2]], "sparsity": 0, "patch": [8,16,16]}""";

    private final Path folder;
    private final LocalStack stack;

    private ArchiveStack(Path folder, LocalStack stack) {
        this.folder = folder;
        this.stack = stack;
    }

    /**
     * @param folder for data and settings
     * @param routes as routes.json
     */
    public static ArchiveStack start(Path folder, StackPorts ports, OrthancProcess archive, String routes)
            throws Exception {
        System.setProperty(
                "e2enet.home", Path.of("..").toAbsolutePath().normalize().toString());
        ArchiveOptions options = CommandLine.populateCommand(
                new ArchiveOptions(),
                "--archive",
                archive.address().toString(),
                "--archive-user",
                OrthancProcess.USER,
                "--archive-password-file",
                archive.passwordFile().toString(),
                "--routes",
                Files.writeString(folder.resolve("routes.json"), routes).toString());
        Map<String, String> settings = new HashMap<>(options.settings());
        settings.put("DICOM_PAUSES", "1s,1s,1s,2s,2s,2s,5s,5s,5s,5s,5s,5s,10s,10s,10s,10s,10s,10s,10s,10s");
        settings.put("DICOM_ANSWER_LIMIT", "10s");
        LocalStack stack = LocalStack.start(new DataFolder(folder.resolve("data")), ports, settings, Console.of(true));
        return new ArchiveStack(folder, stack);
    }

    public Path data() {
        return folder.resolve("data");
    }

    /** A small model that learned nothing, promoted. */
    public void importModel(String dataset, int channels, String alias) throws Exception {
        Path plan = Files.writeString(folder.resolve(alias + "-plan.json"), PLAN.formatted(channels));
        SafetensorsWriter weights = new SafetensorsWriter();
        new Initializer(7)
                .weights(Architectures.graph(PlanFile.read(plan, Plan.class)))
                .forEach(weights::add);
        Path file = folder.resolve(alias + "-weights.safetensors");
        weights.write(file);
        List<String> call = List.of(
                "import",
                "--plan",
                plan.toString(),
                "--weights",
                file.toString(),
                "--data",
                data().toString(),
                "--dataset",
                dataset,
                "--promote",
                alias);
        if (E2ENet.commandLine().execute(call.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("no model behind " + alias);
        }
    }

    public IngestClient ingest() {
        return new IngestClient(stack.ports().address(ServiceKind.INGEST));
    }

    public InferClient infer() {
        return new InferClient(stack.ports().address(ServiceKind.INFER));
    }

    public String get(ServiceKind kind, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            stack.ports().address(kind).resolve(path))
                    .timeout(PATIENCE)
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    /** What dicom-service answers. */
    public JsonNode dicom(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(ServiceKind.DICOM, path));
    }

    /** What dicom-service knows of the series that became a scan. */
    public JsonNode caseOf(String scanId) throws IOException, InterruptedException {
        for (JsonNode one : dicom("/series")) {
            if (one.path("scanId").asText().equals(scanId)) {
                return one;
            }
        }
        throw new IllegalStateException("no case of scan " + scanId);
    }

    /** 0 while dicom-service does not answer. */
    public int delivered() throws InterruptedException {
        try {
            return dicom("/series?state=delivered").size();
        } catch (IOException startingAgain) {
            return 0;
        }
    }

    /** Until nothing is under way any more. */
    public void awaitQuiet() {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> dicom("/archives").path(0).path("toLookAt").asInt() == 0
                        && dicom("/series?state=delivering").isEmpty()
                        && dicom("/series?state=handed-over").isEmpty());
    }

    /** SIGKILL; returns when the launcher has started it again. */
    public void kill(ServiceKind kind) {
        StackState.Running service = stack.state().services().get(kind.ordinal());
        service.handle().ifPresent(ProcessHandle::destroyForcibly);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> stack.state().services().get(kind.ordinal()).pid() != service.pid());
    }

    @Override
    public void close() {
        stack.close();
    }
}
