package org.e2enet.standalone.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.Description;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.standalone.console.Failures;
import org.e2enet.standalone.stack.FakeStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
    private static final Plan PLAN = Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);
    private static final Recipe RECIPE = Recipe.quick(3, 4, 1);

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private final Checkpoint checkpoint = checkpoint();

    private FakeStack stack;

    @BeforeEach
    void publish() throws Exception {
        byte[] file = checkpoint.toSafetensors().toBytes();
        ObjectRef weights = new ObjectRef("store:objects/aa", sha256(file), file.length, SafetensorsWriter.MEDIA_TYPE);
        CheckpointPublished published = new CheckpointPublished(
                "run1-fold0",
                "run1",
                0,
                12,
                CheckpointPublished.Kind.FINAL,
                weights,
                new DatasetDefinition("balls", List.of("MR"), Map.of(0, "background", 1, "ball")),
                PLAN,
                RECIPE,
                new ModelCosts(2, 1, 2, 1),
                Map.of(),
                null);
        stack = new FakeStack(folder.resolve("data"))
                .answer("/models/balls", published)
                .answer("/models/run1-fold0/weights", file);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void shouldWriteThePromotedModelAsACheckpointThatReadsBack() throws IOException {
        Path file = folder.resolve("model.safetensors");

        assertEquals(0, export("balls", "safetensors", file), err::toString);

        Checkpoint read = Checkpoint.load(file);
        assertEquals(checkpoint.topology(), read.topology());
        assertEquals(PLAN, read.description().plan());
    }

    @Test
    void shouldWriteAFileAsTorchScript() throws IOException {
        Path saved = folder.resolve("checkpoint.safetensors");
        checkpoint.save(saved);
        Path file = folder.resolve("model.pt");

        assertEquals(0, export(saved.toString(), "torchscript", file), err::toString);

        try (ZipFile archive = new ZipFile(file.toFile())) {
            String names = archive.stream().map(entry -> entry.getName()).collect(Collectors.joining(" "));
            assertTrue(names.contains("data.pkl") && names.contains("/code/"), names);
        }
    }

    @Test
    void shouldTellThatThereIsNoSuchModel() {
        Path file = folder.resolve("none.pt");

        assertEquals(1, export("run2-fold0", "torchscript", file));

        assertTrue(err.toString().contains("FAK-404"), err::toString);
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldRefuseAFolderThatIsNotThere() {
        assertEquals(2, export("run1-fold0", "torchscript", folder.resolve("no/folder/model.pt")));
        assertEquals(2, export("run1-fold0", "onnx", folder.resolve("model.onnx")));
    }

    private int export(String model, String format, Path out) {
        Failures failures = new Failures();
        return new CommandLine(new ExportCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setErr(new PrintWriter(err))
                .execute(
                        "--data",
                        folder.resolve("data").toString(),
                        "--model",
                        model,
                        "--format",
                        format,
                        "--out",
                        out.toString());
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static Checkpoint checkpoint() {
        Graph graph = Architectures.graph(PLAN);
        Model model = new Model(graph, new Initializer(1).weights(graph), TopologyStart.random(graph, PLAN, 1));
        return Checkpoint.of(Description.of(PLAN, RECIPE, 12, null), model);
    }
}
