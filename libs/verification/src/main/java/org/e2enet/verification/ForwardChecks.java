package org.e2enet.verification;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.safetensors.SafetensorsFile;

/** Forward passes of every {@code forward_*} pair on every engine: logits and softmax of all heads, and the classes. */
public final class ForwardChecks implements CheckSet {
    /** PyTorch's own float32 run lies within 4e-5 (8e-6) of the float64 figures. */
    private static final double LOGITS_ALLOWED = 2e-4;

    private static final double SOFTMAX_ALLOWED = 5e-5;
    /** Classes whose logits are closer than this may swap. */
    private static final double TIE = 1e-3;

    private static final Pattern VARIANT = Pattern.compile("shift(\\d+)\\.(.*)");
    private static final Pattern FIGURE = Pattern.compile("(logits|softmax|argmax|chan_mean_std)\\.(\\d+)(\\.sub)?");

    private final List<Engine> engines;

    public ForwardChecks(List<Engine> engines) {
        this.engines = List.copyOf(engines);
    }

    @Override
    public String name() {
        return "forward";
    }

    @Override
    public List<Check> run(ReferenceFolder folder) throws IOException {
        List<Check> checks = new ArrayList<>();
        for (String set : folder.between("forward_", ".io.safetensors")) {
            String name = "forward_" + set;
            if (!folder.has(name + ".weights.safetensors")) {
                checks.add(Check.absent(name, name + ".weights.safetensors"));
                continue;
            }
            for (Engine engine : engines) {
                try (SafetensorsFile io = folder.tensors(name + ".io.safetensors");
                        SafetensorsFile weights = folder.tensors(name + ".weights.safetensors")) {
                    checks.addAll(run(name, io, weights, engine));
                } catch (RuntimeException e) {
                    checks.add(Check.broken(name + "/" + engine.name(), e));
                }
            }
        }
        return checks.isEmpty() ? List.of(Check.absent("forward", "forward_*.io.safetensors")) : checks;
    }

    private static List<Check> run(String name, SafetensorsFile io, SafetensorsFile weights, Engine engine)
            throws IOException {
        Map<String, String> metadata = weights.metadata();
        List<Size3> strides = new ObjectMapper().readValue(metadata.get("pools"), new TypeReference<>() {});
        int plainGroups = Integer.parseInt(metadata.getOrDefault("shift_groups", "3"));
        // Figure names by variant: "" as the metadata say, "shift5." with five groups.
        Map<String, Map<String, String>> variants = new TreeMap<>();
        for (String tensor : io.names()) {
            Matcher variant = VARIANT.matcher(tensor);
            boolean other = variant.matches();
            variants.computeIfAbsent(other ? "shift" + variant.group(1) : "", _ -> new TreeMap<>())
                    .put(other ? variant.group(2) : tensor, tensor);
        }
        List<Check> checks = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> variant : variants.entrySet()) {
            boolean plain = variant.getKey().isEmpty();
            int groups = plain ? plainGroups : Integer.parseInt(variant.getKey().substring("shift".length()));
            List<Head> heads = forward(ReferenceModel.read(weights, strides, groups), io, engine);
            String label = name + (plain ? "" : "." + variant.getKey());
            checks.addAll(compare(label, engine.name(), io, variant.getValue(), heads));
        }
        return checks;
    }

    private static List<Head> forward(Model model, SafetensorsFile io, Engine engine) {
        List<Integer> shape = io.entry("input_q").shape();
        float[] input = io.floats("input_q");
        for (int i = 0; i < input.length; i++) {
            input[i] /= 16;
        }
        int samples = shape.get(0);
        int values = input.length / samples;
        Size3 patch = Size3.of(shape.subList(2, 5));
        Graph graph = model.graph();
        List<Head> heads = new ArrayList<>();
        for (int output : graph.outputs()) {
            Size3 extents = patch.dividedBy(graph.node(output).scale());
            List<Integer> logits =
                    List.of(samples, graph.classes(), extents.depth(), extents.height(), extents.width());
            heads.add(new Head(logits, new float[logits.stream().reduce(1, Math::multiplyExact)]));
        }
        try (CompiledNetwork network = engine.compile(model, patch)) {
            for (int n = 0; n < samples; n++) {
                float[] sample = Arrays.copyOfRange(input, n * values, (n + 1) * values);
                List<float[]> outputs = network.forward(sample, heads.size());
                for (int head = 0; head < heads.size(); head++) {
                    float[] output = outputs.get(head);
                    System.arraycopy(output, 0, heads.get(head).logits(), n * output.length, output.length);
                }
            }
        }
        return heads;
    }

    private static List<Check> compare(
            String label, String engine, SafetensorsFile io, Map<String, String> figures, List<Head> heads) {
        Figures logits = Figures.absolute();
        Figures softmax = Figures.absolute();
        Figures classes = Figures.absolute();
        for (Map.Entry<String, String> entry : figures.entrySet()) {
            Matcher figure = FIGURE.matcher(entry.getKey());
            if (!figure.matches()) {
                continue;
            }
            String tensor = entry.getValue();
            String place = entry.getKey();
            int number = Integer.parseInt(figure.group(2));
            Head head = heads.get(number);
            Slices slices = figure.group(3) == null
                    ? Slices.all(head.shape().size())
                    : Slices.parse(io.metadata().get("sub" + number));
            switch (figure.group(1)) {
                case "logits" ->
                    logits.add(Deviation.max(io.floats(tensor), slices.of(head.logits(), head.shape())), place);
                case "softmax" -> {
                    float[] actual = slices.of(head.softmax().logits(), head.shape());
                    softmax.add(Deviation.max(io.floats(tensor), actual), place);
                }
                case "argmax" -> classes.add(head.disagreements(io.bytes(tensor), TIE), place);
                default -> logits.add(statisticsDeviation(io.doubles(tensor), head), place);
            }
        }
        List<Check> checks = new ArrayList<>();
        checks.add(logits.check(label + "/" + engine, LOGITS_ALLOWED, "logits"));
        if (!softmax.isEmpty()) {
            checks.add(softmax.check(label + ".softmax/" + engine, SOFTMAX_ALLOWED, "softmax"));
        }
        if (!classes.isEmpty()) {
            checks.add(classes.check(label + ".argmax/" + engine, 0, "voxels of another class, ties below 1e-3 apart"));
        }
        return checks;
    }

    /** The reference does not say which standard deviation it gives: the nearer one counts. */
    private static double statisticsDeviation(double[] expected, Head head) {
        double[][] actual = head.meanAndDeviations();
        double mean = 0;
        double biased = 0;
        double unbiased = 0;
        for (int c = 0; c < head.classes(); c++) {
            double wanted = expected[head.classes() + c];
            mean = worse(mean, Math.abs(expected[c] - actual[0][c]));
            biased = worse(biased, Math.abs(wanted - actual[1][c]));
            unbiased = worse(unbiased, Math.abs(wanted - actual[2][c]));
        }
        return worse(mean, Math.min(biased, unbiased));
    }

    /** The larger one; not a number stays so. */
    private static double worse(double a, double b) {
        return Math.max(a, b);
    }
}
