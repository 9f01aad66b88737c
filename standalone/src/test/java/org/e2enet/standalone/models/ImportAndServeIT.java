package org.e2enet.standalone.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.e2enet.client.InferClient;
import org.e2enet.client.IngestClient;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.initial.Initializer;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.Failures;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportAndServeIT {
    private static final String PLAN = """
            {"architecture": "nnunet", "inputChannels": 1, "classes": 2, "channels": [4, 8],
             "strides": [[2,2,2]], "sparsity": 0, "patch": %s}""";

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void shouldBeServedByTheStackThatIsUpAndByTheNextOne() throws Exception {
        System.setProperty(
                "e2enet.home", Path.of("..").toAbsolutePath().normalize().toString());
        DataFolder data = new DataFolder(folder.resolve("data"));
        String modelId;
        try (LocalStack stack =
                LocalStack.start(data, StackPorts.of(0, 0), Map.of("INFER_MEMORY_LIMIT", "64M"), Console.of(true))) {
            define(stack);
            assertEquals(1, promote("large", "[128,128,128]"));
            assertTrue(err.toString().contains("INF-105"), err::toString);

            assertEquals(0, promote("small", "[8,16,16]"), err::toString);
            modelId = served(stack, "small").modelId();
            assertTrue(served(stack, "small").probeDeviation() < 1e-3);
            CheckpointPublished published = infer(stack).model("small");
            assertEquals(modelId, published.modelId());
            assertEquals("clinic", published.definition().name());

            assertEquals(0, promote("second", "[8,16,16]"), err::toString);
            assertEquals(modelId, served(stack, "second").modelId(), "same weights, same model");

            assertEquals(0, run("demote", "second"), err::toString);
            assertTrue(infer(stack).served().stream()
                    .noneMatch(entry -> entry.alias().equals("second")));
            assertEquals(1, run("demote", "second"));
            assertTrue(err.toString().contains("INF-202"), err::toString);
            assertEquals(0, run("rollback", "second"), err::toString);
            assertEquals(modelId, served(stack, "second").modelId());
        }
        PrintStream console = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out));
        try {
            assertEquals(0, promote("alone", "[8,16,16]"), "no stack is up: " + err);
        } finally {
            System.setOut(console);
        }
        assertTrue(out.toString().contains(modelId), out::toString);
    }

    private static InferClient.Served served(LocalStack stack, String alias) throws InterruptedException {
        return infer(stack).served().stream()
                .filter(entry -> entry.alias().equals(alias))
                .findFirst()
                .orElseThrow();
    }

    private static InferClient infer(LocalStack stack) {
        return new InferClient(stack.ports().address(ServiceKind.INFER));
    }

    private static void define(LocalStack stack) throws InterruptedException {
        new IngestClient(stack.ports().address(ServiceKind.INGEST))
                .define(new DatasetDefinition("clinic", List.of("MR"), Map.of(0, "background", 1, "ball")));
    }

    private int run(String command, String alias) {
        Failures failures = new Failures();
        return new CommandLine("demote".equals(command) ? new DemoteCommand() : new RollbackCommand())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setErr(new PrintWriter(err))
                .execute(alias, "--data", folder.resolve("data").toString());
    }

    private int promote(String alias, String patch) throws Exception {
        Path planFile = Files.writeString(folder.resolve("plan.json"), PLAN.formatted(patch));
        SafetensorsWriter state = new SafetensorsWriter();
        new Initializer(7)
                .weights(Architectures.graph(PlanFile.read(planFile, Plan.class)))
                .forEach(state::add);
        Path weights = folder.resolve("weights.safetensors");
        state.write(weights);
        Failures failures = new Failures();
        return new CommandLine(new ImportCommand())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setErr(new PrintWriter(err))
                .execute(
                        "--plan",
                        planFile.toString(),
                        "--weights",
                        weights.toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--dataset",
                        "clinic",
                        "--promote",
                        alias);
    }
}
