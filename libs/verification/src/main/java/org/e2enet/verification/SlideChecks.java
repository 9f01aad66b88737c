package org.e2enet.verification;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.e2enet.network.Axis;
import org.e2enet.network.Size3;
import org.e2enet.network.Tensor;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.Model;
import org.e2enet.network.safetensors.SafetensorsFile;
import org.e2enet.prediction.window.Averaging;
import org.e2enet.prediction.window.Probabilities;
import org.e2enet.prediction.window.SlidingWindow;
import org.e2enet.prediction.window.WindowProgress;
import org.e2enet.prediction.window.WindowSettings;

/** A whole prediction of the reference (sliding window, mirrors, Gaussian) on every engine. */
public final class SlideChecks implements CheckSet {
    private static final String FIGURES = "slide.json";
    private static final String TENSORS = "slide.safetensors";
    private static final double ALLOWED = 1e-4;

    private final List<Engine> engines;

    public SlideChecks(List<Engine> engines) {
        this.engines = List.copyOf(engines);
    }

    @Override
    public String name() {
        return "slide.prediction";
    }

    @Override
    public List<Check> run(ReferenceFolder folder) throws IOException {
        for (String file : List.of(FIGURES, TENSORS)) {
            if (!folder.has(file)) {
                return List.of(Check.absent(name(), file));
            }
        }
        JsonNode prediction = folder.json(FIGURES).path("prediction");
        String weightsFile = prediction.path("weights").asText();
        if (!folder.has(weightsFile)) {
            return List.of(Check.absent(name(), weightsFile));
        }
        List<Check> checks = new ArrayList<>();
        try (SafetensorsFile weights = folder.tensors(weightsFile);
                SafetensorsFile figures = folder.tensors(TENSORS)) {
            Model model = model(weights);
            for (Engine engine : engines) {
                try {
                    checks.addAll(run(model, prediction, figures, engine));
                } catch (RuntimeException e) {
                    checks.add(Check.broken(name() + "/" + engine.name(), e));
                }
            }
        }
        return checks;
    }

    private static Model model(SafetensorsFile weights) throws IOException {
        Map<String, String> metadata = weights.metadata();
        List<Size3> strides = new ObjectMapper().readValue(metadata.get("pools"), new TypeReference<>() {});
        return ReferenceModel.read(weights, strides, Integer.parseInt(metadata.getOrDefault("shift_groups", "3")));
    }

    private List<Check> run(Model model, JsonNode prediction, SafetensorsFile figures, Engine engine) {
        Size3 patch = WindowChecks.size(prediction.get("patch"));
        Tensor scan = figures.tensor("input_q");
        for (int i = 0; i < scan.values().length; i++) {
            scan.values()[i] /= 16;
        }
        int classes = model.graph().classes();
        Probabilities found;
        try (CompiledNetwork network = engine.compile(model, patch)) {
            found = new SlidingWindow(settings(prediction), patch, classes, List.of(network))
                    .probabilities(scan, WindowProgress.NONE);
        }
        int voxels = found.values()[0].length;
        float[] flat = new float[classes * voxels];
        for (int c = 0; c < classes; c++) {
            System.arraycopy(found.values()[c], 0, flat, c * voxels, voxels);
        }
        Size3 size = found.size();
        Slices slices = Slices.parse(figures.metadata().get("sub"));
        float[] ours = slices.of(flat, List.of(classes, size.depth(), size.height(), size.width()));
        return List.of(
                Check.of(
                        name() + "/" + engine.name(),
                        Deviation.max(figures.floats("softmax.sub"), ours),
                        ALLOWED,
                        "probabilities after all windows and mirrors"),
                Check.of(
                        name() + ".argmax/" + engine.name(),
                        disagreements(figures.bytes("argmax"), found),
                        0,
                        "voxels of another class, ties below 2e-4 apart"));
    }

    private static WindowSettings settings(JsonNode prediction) {
        Set<Axis> axes = EnumSet.noneOf(Axis.class);
        if (prediction.path("mirror").asBoolean()) {
            prediction.path("mirror_axes").forEach(axis -> axes.add(Axis.values()[axis.asInt()]));
        }
        return new WindowSettings(prediction.path("step_size").asDouble(0.5), axes, Averaging.PROBABILITIES);
    }

    /** Voxels whose class differs, and not only because two classes are as probable as each other. */
    private static int disagreements(byte[] expected, Probabilities found) {
        byte[] labels = found.argmax();
        int disagreements = 0;
        for (int v = 0; v < expected.length; v++) {
            float gap = found.values()[labels[v]][v] - found.values()[expected[v]][v];
            disagreements += gap > 2 * ALLOWED ? 1 : 0;
        }
        return disagreements;
    }
}
