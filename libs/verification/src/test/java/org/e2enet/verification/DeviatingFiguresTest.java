package org.e2enet.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.e2enet.testkit.Golden;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One changed number in a folder fails the check that looks at it, and no other. */
class DeviatingFiguresTest {
    private static final Verification IMAGES =
            new Verification(List.of(new PreprocChecks(), new MetricsChecks(), new SlideChecks(List.of())));

    @TempDir
    private Path folder;

    @Test
    void shouldFailTheStepsWhenOneStartIsAnother() throws IOException {
        copy("slide.json", "slide.safetensors");
        editJson("slide.json", slide -> ((ArrayNode) slide.at("/steps/1/steps/2")).set(3, 153));
        assertEquals(List.of("slide.steps"), failed());
    }

    @Test
    void shouldFailTheWeightsWhenOneIsAnother() throws IOException {
        copy("slide.json", "slide.safetensors");
        editJson("slide.json", slide -> ((ArrayNode) slide.at("/gaussian_profiles/96x96x96/axis1")).set(7, 0.1));
        editTensor("slide.safetensors", "gaussian_9x12x7", 40);
        assertEquals(List.of("slide.gaussian.profiles", "slide.gaussian"), failed());
    }

    @Test
    void shouldFailThePredictionWhenOneProbabilityOrTheMirrorsAreOther() throws IOException {
        copy("slide.json", "slide.safetensors", "forward_s222.weights.safetensors");
        editTensor("slide.safetensors", "softmax.sub", 100);
        Verification slide = new Verification(List.of(new SlideChecks(List.of(new TorchEngine(TorchOptions.DEFAULT)))));
        assertEquals(List.of("slide.predict/torch"), failed(slide));
        editJson("slide.json", json -> ((ObjectNode) json.get("prediction")).put("mirror", false));
        assertEquals(List.of("slide.predict/torch", "slide.predict.argmax/torch"), failed(slide));
    }

    @Test
    void shouldFailTheCaseWhoseIntensityLabelOrSpacingIsAnother() throws IOException {
        copy("preproc.json", "preproc.safetensors");
        editTensor("preproc.safetensors", "up.resampled", 1000);
        editTensor("preproc.safetensors", "aniso_z0.normalized.every7th", 500);
        editTensor("preproc.safetensors", "bet.masked_norm.every7th", 700);
        editJson("preproc.json", json -> {
            ((ArrayNode) json.at("/bet/bbox/0")).set(1, 25);
            ((ArrayNode) json.at("/cases/iso/target_spacing")).set(0, 2.0);
        });
        assertEquals(
                List.of(
                        "preproc.iso.resampled",
                        "preproc.iso.seg",
                        "preproc.iso.normalized",
                        "preproc.up.resampled",
                        "preproc.aniso_z0.normalized",
                        "preproc.bet.crop",
                        "preproc.bet.normalized"),
                failed());
    }

    @Test
    void shouldFailTheScoreThatIsAnother() throws IOException {
        copy("metrics.json", "metrics_gt.nii.gz", "metrics_pred.nii.gz");
        editJson("metrics.json", json -> {
            ((ObjectNode) json.at("/cases/0/labels/2")).put("dice", 0.9);
            // Not defined for the reference, but for us.
            ((ObjectNode) json.at("/cases/1/labels/3/deepmind")).put("nsd@2", "nan");
            ((ObjectNode) json.at("/cases/1/labels/4")).put("repo_evaluator_hd95", 77);
            // The reference's own error says nothing about us.
            ((ObjectNode) json.at("/cases/1/labels/4")).put("monai_hd95", "error:RuntimeError");
        });
        assertEquals(List.of("metrics.dice", "metrics.nsd.surfel", "metrics.hd95.pooled"), failed());
    }

    @Test
    void shouldCheckWhatAFolderHasAndCallTheRestAbsent() {
        copy("metrics.json", "preproc.json", "slide.json");
        List<Check> checks = IMAGES.run(folder);
        assertEquals(
                List.of("slide.steps", "slide.gaussian.profiles"),
                checks.stream().filter(Check::passed).map(Check::name).toList());
        assertEquals(
                List.of("preproc", "metrics", "slide.predict"),
                checks.stream()
                        .filter(check -> check.status() == Check.Status.ABSENT)
                        .map(Check::name)
                        .toList());
    }

    private void copy(String... files) {
        for (String file : files) {
            Golden.copy(file, folder);
        }
    }

    private List<String> failed() {
        return failed(IMAGES);
    }

    private List<String> failed(Verification verification) {
        List<Check> checks = verification.run(folder);
        assertTrue(checks.stream().anyMatch(Check::passed), checks::toString);
        return checks.stream()
                .filter(check -> check.status() == Check.Status.FAILED)
                .map(Check::name)
                .toList();
    }

    private void editJson(String file, Consumer<JsonNode> change) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode tree = json.readTree(folder.resolve(file).toFile());
        change.accept(tree);
        json.writeValue(folder.resolve(file).toFile(), tree);
    }

    /** Adds 0.01 to one float32 of a tensor. */
    private void editTensor(String file, String tensor, int index) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = Math.toIntExact(buffer.getLong(0));
        JsonNode entries = new ObjectMapper().readTree(new String(bytes, 8, header, StandardCharsets.UTF_8));
        int at = 8 + header + entries.at("/" + tensor + "/data_offsets/0").asInt() + 4 * index;
        buffer.putFloat(at, buffer.getFloat(at) + 0.01f);
        Files.write(folder.resolve(file), bytes);
    }
}
