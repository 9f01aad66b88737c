package org.e2enet.verification;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.Model;
import org.e2enet.prediction.window.Averaging;
import org.e2enet.prediction.window.Probabilities;
import org.e2enet.prediction.window.SlidingWindow;
import org.e2enet.prediction.window.WindowGrid;
import org.e2enet.prediction.window.WindowProgress;
import org.e2enet.prediction.window.WindowSettings;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.Tensor;

/**
 * The sliding window: where windows start, how their voxels weigh, and one whole scan with mirrors on every engine. Which
 * weights, patch and step the scan was run with stands in {@code slide.json}.
 */
public final class SlideChecks implements CheckSet {
    private static final String FILE = "slide.json";
    private static final String TENSORS = "slide.safetensors";
    private static final double SOFTMAX_ALLOWED = 1e-4;
    /** Two classes may swap where both are off by what is allowed. */
    private static final double TIE = 2 * SOFTMAX_ALLOWED;

    private final List<Engine> engines;

    public SlideChecks(List<Engine> engines) {
        this.engines = List.copyOf(engines);
    }

    @Override
    public String name() {
        return "slide";
    }

    @Override
    public List<Check> run(ReferenceFolder folder) throws IOException {
        if (!folder.has(FILE)) {
            return List.of(Check.absent("slide", FILE));
        }
        JsonNode figures = folder.json(FILE);
        Attempts attempts = new Attempts();
        attempts.add("slide.steps", () -> List.of(steps(figures.path("steps"))));
        attempts.add(
                "slide.gaussian.profiles", () -> List.of(GaussianCheck.profiles(figures.path("gaussian_profiles"))));
        if (!folder.has(TENSORS)) {
            attempts.add("slide.predict", () -> List.of(Check.absent("slide.predict", TENSORS)));
            return attempts.checks();
        }
        try (SafetensorsFile tensors = folder.tensors(TENSORS)) {
            attempts.add("slide.gaussian", () -> List.of(GaussianCheck.maps(tensors)));
            JsonNode prediction = figures.path("prediction");
            if (prediction.isMissingNode()) {
                attempts.add("slide.predict", () -> List.of(Check.absent("slide.predict", "prediction in " + FILE)));
                return attempts.checks();
            }
            String weightsFile = prediction.path("weights").asText(firstWeights(folder));
            if (!folder.has(weightsFile)) {
                attempts.add("slide.predict", () -> List.of(Check.absent("slide.predict", weightsFile)));
                return attempts.checks();
            }
            for (Engine engine : engines) {
                attempts.add("slide.predict/" + engine.name(), () -> {
                    try (SafetensorsFile weights = folder.tensors(weightsFile)) {
                        return predict(prediction, tensors, model(prediction, weights), engine);
                    }
                });
            }
        }
        return attempts.checks();
    }

    /** For a folder that does not say which: the first one, s222 before others. */
    private static String firstWeights(ReferenceFolder folder) throws IOException {
        List<String> sets = folder.between("forward_", ".weights.safetensors");
        String set = sets.isEmpty() || sets.contains("s222") ? "s222" : sets.getFirst();
        return "forward_" + set + ".weights.safetensors";
    }

    private static Check steps(JsonNode cases) {
        Figures grids = Figures.absolute();
        for (JsonNode one : cases) {
            Size3 image = size(one.required("image"));
            Size3 patch = size(one.required("patch"));
            WindowGrid grid = WindowGrid.of(image, patch, one.required("step").asDouble());
            List<List<Integer>> wanted =
                    new ObjectMapper().convertValue(one.required("steps"), new TypeReference<>() {});
            List<List<Integer>> found = List.of(grid.depth(), grid.height(), grid.width());
            grids.add(distance(wanted, found), "image " + image + ", patch " + patch);
        }
        return grids.check("slide.steps", 0, "window starts, in voxels");
    }

    /** Largest distance of two starts; infinite where their numbers differ. */
    private static double distance(List<List<Integer>> wanted, List<List<Integer>> found) {
        int largest = 0;
        for (int axis = 0; axis < found.size(); axis++) {
            if (wanted.size() != found.size()
                    || wanted.get(axis).size() != found.get(axis).size()) {
                return Double.POSITIVE_INFINITY;
            }
            for (int i = 0; i < found.get(axis).size(); i++) {
                largest = Math.max(
                        largest,
                        Math.abs(wanted.get(axis).get(i) - found.get(axis).get(i)));
            }
        }
        return largest;
    }

    private static Model model(JsonNode prediction, SafetensorsFile weights) throws IOException {
        Map<String, String> metadata = weights.metadata();
        List<Size3> strides = new ObjectMapper().readValue(metadata.get("pools"), new TypeReference<>() {});
        int groups = Integer.parseInt(metadata.getOrDefault("shift_groups", "3"));
        return ReferenceModel.read(
                weights, strides, prediction.path("shift_groups").asInt(groups));
    }

    private static List<Check> predict(JsonNode about, SafetensorsFile tensors, Model model, Engine engine) {
        Size3 patch = size(about.required("patch"));
        Tensor scan = tensors.tensor("input_q");
        for (int i = 0; i < scan.values().length; i++) {
            scan.values()[i] /= 16;
        }
        int classes = model.graph().classes();
        WindowSettings settings =
                new WindowSettings(about.required("step_size").asDouble(), mirrorAxes(about), Averaging.PROBABILITIES);
        Probabilities found;
        try (CompiledNetwork network = engine.compile(model, patch)) {
            found = new SlidingWindow(settings, patch, classes, List.of(network))
                    .probabilities(scan, WindowProgress.NONE);
        }
        return compare(about, tensors, head(found), engine);
    }

    private static Head head(Probabilities found) {
        int voxels = found.values()[0].length;
        float[] all = new float[found.values().length * voxels];
        for (int c = 0; c < found.values().length; c++) {
            System.arraycopy(found.values()[c], 0, all, c * voxels, voxels);
        }
        Size3 size = found.size();
        return new Head(List.of(1, found.values().length, size.depth(), size.height(), size.width()), all);
    }

    private static List<Check> compare(JsonNode about, SafetensorsFile tensors, Head found, Engine engine) {
        List<Integer> shape = found.shape().subList(1, 5);
        Figures probabilities = Figures.absolute();
        if (tensors.contains("softmax.sub")) {
            String sub = tensors.metadata().getOrDefault("sub", "softmax[:,0::3,1::5,2::4]");
            float[] selected = Slices.parse(sub).of(found.logits(), shape);
            probabilities.add(Deviation.max(tensors.floats("softmax.sub"), selected), "softmax.sub");
        }
        if (tensors.contains("softmax")) {
            probabilities.add(Deviation.max(tensors.floats("softmax"), found.logits()), "softmax");
        }
        double[] means = found.meanAndDeviations()[0];
        JsonNode wanted = about.path("softmax_mean_per_class");
        for (int c = 0; c < wanted.size(); c++) {
            OptionalDouble mean = c < means.length ? OptionalDouble.of(means[c]) : OptionalDouble.empty();
            probabilities.add(wanted.get(c), mean, "mean of class " + c);
        }
        Figures classes = Figures.absolute();
        if (tensors.contains("argmax")) {
            byte[] argmax = tensors.bytes("argmax");
            boolean wholeScan = argmax.length == found.voxels();
            classes.add(wholeScan ? found.disagreements(argmax, TIE) : Double.POSITIVE_INFINITY, "argmax");
        }
        String label = "slide.predict";
        return List.of(
                probabilities.check(
                        label + "/" + engine.name(), SOFTMAX_ALLOWED, "probabilities of a whole scan " + shape),
                classes.check(label + ".argmax/" + engine.name(), 0, "voxels of another class, ties below 2e-4 apart"));
    }

    private static Set<Axis> mirrorAxes(JsonNode about) {
        EnumSet<Axis> axes = EnumSet.noneOf(Axis.class);
        if (about.path("mirror").asBoolean(true)) {
            about.required("mirror_axes").forEach(axis -> axes.add(Axis.values()[axis.asInt()]));
        }
        return axes;
    }

    private static Size3 size(JsonNode extents) {
        return Size3.of(new ObjectMapper().convertValue(extents, new TypeReference<List<Integer>>() {}));
    }
}
