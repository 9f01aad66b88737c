package org.e2enet.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.e2enet.network.engine.Engine;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.testkit.Golden;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.TorchTraining;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is nothing to compare there is no verdict: a check without figures is absent, never passed. */
class NoFiguresTest {
    private static final List<Engine> TORCH = List.of(new TorchEngine(TorchOptions.DEFAULT));

    @TempDir
    private Path folder;

    @Test
    void shouldCallAForwardPassWithoutLogitsAbsent() throws IOException {
        Golden.copy("forward_s122.weights.safetensors", folder);
        keepTensors("forward_s122.io.safetensors", "input_q"::equals);

        assertNothingPasses(new ForwardChecks(TORCH));
    }

    @Test
    void shouldCallATopologyUpdateWithoutMasksAbsent() throws IOException {
        Golden.copy("train.final.sampledice.safetensors", folder);
        keepTensors("train.maskupdate.safetensors", name -> !name.startsWith("before.") && !name.startsWith("pruned."));

        assertNothingPasses(new MaskUpdateChecks());
    }

    @Test
    void shouldCallAScanWithoutProbabilitiesAbsent() throws IOException {
        Golden.copy("forward_s222.weights.safetensors", folder);
        keepTensors("slide.safetensors", "input_q"::equals);
        editJson("slide.json", slide -> {
            slide.remove(List.of("steps", "gaussian_profiles"));
            ((ObjectNode) slide.get("prediction")).remove("softmax_mean_per_class");
        });

        assertNothingPasses(new SlideChecks(TORCH));
    }

    @Test
    void shouldCallTrainingWithoutStepsAbsent() throws IOException {
        Golden.copy("train.data.safetensors", folder);
        Golden.copy("train.init.safetensors", folder);
        editJson("train.json", train -> train.get("runs")
                .forEach(run -> ((ObjectNode) run.get("float64")).putArray("losses")));

        assertNothingPasses(new TrainingChecks(List.of(new TorchTraining(TorchOptions.DEFAULT))));
    }

    @Test
    void shouldCallTrainingWithoutRunsAbsent() throws IOException {
        Golden.copy("train.data.safetensors", folder);
        Golden.copy("train.init.safetensors", folder);
        editJson("train.json", train -> train.putObject("runs"));

        assertNothingPasses(new TrainingChecks(List.of(new TorchTraining(TorchOptions.DEFAULT))));
    }

    @Test
    void shouldFailLogitsThatAreNoNumbers() {
        Head head = new Head(List.of(1, 2, 1, 1, 1), new float[] {Float.NaN, 1});

        assertEquals(1, head.disagreements(new byte[] {0}, 1e-3));
        assertEquals(1, head.disagreements(new byte[] {1}, 1e-3));
    }

    @Test
    void shouldFailTensorsWithoutValues() {
        assertFalse(Check.of("empty", Deviation.max(new float[0], new float[0]), 1, "nothing")
                .passed());
    }

    /** MONAI's figures are float32: the last digit of 57 mm is 4e-6. */
    @Test
    void shouldAllowSingleReferencesTheirLastDigitAtAnyDistance() throws IOException {
        double ours = Math.sqrt(57.123 * 57.123 + 3.3 * 3.3);
        JsonNode single = new ObjectMapper().readTree(String.valueOf(Math.nextUp((float) ours)));

        Figures relative = Figures.relative();
        relative.add(single, OptionalDouble.of(ours), "far");
        assertTrue(relative.check("hd", 1e-6, "distances").passed());
        relative.add(single, OptionalDouble.of(ours + 1e-3), "elsewhere");
        assertFalse(relative.check("hd", 1e-6, "distances").passed());
    }

    private void assertNothingPasses(CheckSet set) throws IOException {
        List<Check> checks = set.run(new ReferenceFolder(folder));
        assertFalse(checks.isEmpty());
        assertEquals(
                List.of(),
                checks.stream()
                        .filter(check -> check.status() != Check.Status.ABSENT)
                        .toList());
        assertFalse(Verification.passed(checks));
    }

    /** A shipped file with some of its tensors only. */
    private void keepTensors(String file, Predicate<String> kept) throws IOException {
        Path whole = Golden.copy(file, folder);
        SafetensorsWriter part = new SafetensorsWriter();
        try (SafetensorsFile tensors = SafetensorsFile.open(whole)) {
            tensors.metadata().forEach(part::metadata);
            for (String name : tensors.names()) {
                if (kept.test(name)) {
                    part.add(name, tensors.entry(name).shape(), tensors.bytes(name));
                }
            }
        }
        part.write(whole);
    }

    private void editJson(String file, Consumer<ObjectNode> change) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Path path = Golden.copy(file, folder);
        ObjectNode tree = (ObjectNode) json.readTree(path.toFile());
        change.accept(tree);
        json.writeValue(path.toFile(), tree);
    }
}
