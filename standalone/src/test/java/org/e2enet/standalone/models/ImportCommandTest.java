package org.e2enet.standalone.models;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.Probe;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.safetensors.Tensor;
import org.e2enet.standalone.console.Failures;
import org.e2enet.standalone.stack.FakeStack;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A PlainConvUNet of nnU-Net v2 under the names that are left when PyTorch saves shared tensors once. */
class ImportCommandTest {
    private static final String PLAN = """
            {"architecture": "nnunet", "inputChannels": 2, "classes": 3, "channels": [4, 8, 16],
             "strides": [[1,2,2], [2,2,2]], "kernelOverrides": {"encoder.stages.0.": [1,3,3], "decoder.stages.1.": [1,3,3]},
             "sparsity": 0, "patch": [8,16,16]}""";

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private Graph graph;
    private Map<String, Tensor> weights;

    @BeforeEach
    void plan() throws IOException {
        Plan plan = PlanFile.read(Files.writeString(folder.resolve("plan.json"), PLAN), Plan.class);
        graph = Architectures.graph(plan);
        weights = new Initializer(7).weights(graph);
    }

    @Test
    void shouldGiveTheLogitsOfTheSameWeightsUnderItsOwnNames() throws IOException {
        SafetensorsWriter state = new SafetensorsWriter();
        weights.forEach((name, tensor) -> state.add(savedName(name), tensor));
        state.write(folder.resolve("weights.safetensors"));

        assertEquals(0, run("model.safetensors"), err::toString);

        Checkpoint imported = Checkpoint.load(folder.resolve("model.safetensors"));
        Probe probe = imported.probe().orElseThrow();
        float[] own = forward(new Model(graph, weights, Topology.DENSE), probe);
        assertArrayEquals(own, forward(imported.model(), probe));
        assertArrayEquals(own, probe.logits().values());
        assertEquals(List.of(1, 3, 4, 8, 8), probe.logits().shape());
        assertEquals(0, imported.description().iteration());
    }

    @Test
    void shouldListWhatDoesNotFitAndWriteNothing() throws IOException {
        SafetensorsWriter state = new SafetensorsWriter();
        weights.forEach((name, tensor) -> state.add(name.replace("seg_layers", "heads"), tensor));
        state.write(folder.resolve("weights.safetensors"));

        assertEquals(1, run("model.safetensors"));

        assertTrue(err.toString().contains("NET-205: the weights do not fit the plan: 4 missing"), err::toString);
        assertTrue(err.toString().contains("4 unexpected (decoder.heads.0.bias"), err::toString);
        assertFalse(Files.exists(folder.resolve("model.safetensors")));
        assertEquals(2, run("no/such/model.safetensors"));
    }

    @Test
    void shouldRefuseWeightsWhoseLogitsAreNotFinite() throws IOException {
        SafetensorsWriter state = new SafetensorsWriter();
        weights.forEach((name, tensor) -> {
            if (name.equals("decoder.seg_layers.1.weight")) {
                Arrays.fill(tensor.values(), Float.MAX_VALUE);
            }
            state.add(name, tensor);
        });
        state.write(folder.resolve("weights.safetensors"));

        assertEquals(1, run("model.safetensors"));

        assertTrue(err.toString().contains("NET-207"), err::toString);
        assertFalse(Files.exists(folder.resolve("model.safetensors")));
    }

    @Test
    void shouldRefuseWhatCannotBePromoted() throws IOException {
        SafetensorsWriter state = new SafetensorsWriter();
        weights.forEach(state::add);
        state.write(folder.resolve("weights.safetensors"));
        try (FakeStack stack = new FakeStack(folder.resolve("data"))) {
            define(stack, "mono", List.of("MR"), 3);
            define(stack, "binary", List.of("MR", "MR2"), 2);

            assertEquals(2, promote("no alias", "clinic"));
            assertTrue(err.toString().contains("--promote: alias must be"), err::toString);
            refused("FAK-404", "nowhere");
            refused("CLI-306: the plan has 2, data set mono wants 1 [plan.inputChannels]", "mono");
            refused("CLI-306: the plan has 3, data set binary wants 2 [plan.classes]", "binary");
            Files.writeString(folder.resolve("plan.json"), PLAN.replace(", \"patch\": [8,16,16]", ""));
            refused("CLI-305", "clinic");
            assertEquals(2, call("--plan", "plan.json", "--weights", "weights.safetensors"), "the model goes nowhere");
        }
    }

    private void refused(String fault, String dataset) {
        assertEquals(1, promote("clinic", dataset));
        assertTrue(err.toString().contains(fault), err::toString);
    }

    private static void define(FakeStack stack, String name, List<String> channels, int classes) {
        Map<Integer, String> labels =
                IntStream.range(0, classes).boxed().collect(toMap(label -> label, label -> "l" + label));
        stack.answer("/datasets/" + name, new DatasetDefinition(name, channels, labels));
    }

    private int promote(String alias, String dataset) {
        return call(
                "--plan",
                "plan.json",
                "--weights",
                "weights.safetensors",
                "--data",
                "data",
                "--promote",
                alias,
                "--dataset",
                dataset);
    }

    private static String savedName(String name) {
        String inSequence = name.replace(".conv.", ".all_modules.0.").replace(".norm.", ".all_modules.1.");
        return inSequence.startsWith("encoder.") ? "decoder." + inSequence : inSequence;
    }

    private static float[] forward(Model model, Probe probe) {
        Size3 extent = probe.patch();
        try (CompiledNetwork network = new TorchEngine(TorchOptions.DEFAULT).compile(model, extent)) {
            return network.forward(probe.input().values(), 1).getFirst();
        }
    }

    private int run(String out) {
        return call("--plan", "plan.json", "--weights", "weights.safetensors", "--out", out);
    }

    /** Options with their values, files named within the folder. */
    private int call(String... options) {
        Failures failures = new Failures();
        String[] arguments = options.clone();
        for (int i = 1; i < arguments.length; i += 2) {
            if (!List.of("--promote", "--dataset").contains(arguments[i - 1])) {
                arguments[i] = folder.resolve(arguments[i]).toString();
            }
        }
        return new CommandLine(new ImportCommand())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
