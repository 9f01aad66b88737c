package org.e2enet.network.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.Tensor;

/**
 * A state_dict that the paper's released code or nnU-Net saved. nnU-Net v2 registers its modules more than once, so a tensor
 * may be there under any of several names, and under all of them: the decoder holds the encoder ({@code decoder.encoder.}), a
 * block's sequence its members ({@code all_modules.0} = {@code conv}, the last one {@code norm}). Wrappers of PyTorch
 * put {@code module.} or {@code _orig_mod.} before everything.
 *
 * <p>Nothing may be missing, left over or of another shape: such weights belong to another network than the plan's.
 */
public final class ForeignWeights {
    private static final Pattern WRAPPERS = Pattern.compile("^(?:module\\.|_orig_mod\\.)+");
    private static final Pattern ENCODER_IN_DECODER = Pattern.compile("^decoder\\.encoder\\.");
    private static final Pattern CONV_IN_SEQUENCE = Pattern.compile("\\.all_modules\\.0\\.");
    private static final Pattern NORM_IN_SEQUENCE = Pattern.compile("\\.all_modules\\.[1-9][0-9]*\\.");
    private static final int SHOWN = 6;

    private ForeignWeights() {}

    /**
     * The model of a graph with these weights, and masks where the file has {@code mask.<parameter>}.
     *
     * @throws FaultException NET-205 when names or shapes are not the graph's, NET-206 when two copies of a tensor differ,
     *     NET-203 and NET-306 when a tensor holds no finite numbers, NET-501 when a mask has another shape
     */
    public static Model read(SafetensorsFile file, Graph graph) {
        Map<String, List<String>> aliases = new LinkedHashMap<>();
        for (String name : file.names()) {
            aliases.computeIfAbsent(canonical(name), _ -> new ArrayList<>()).add(name);
        }
        requireFitting(file, graph, aliases);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            weights.put(parameter.name(), tensor(file, aliases.get(parameter.name())));
        }
        return new Model(graph, weights, ModelTensors.masks(file, ModelTensors.MASK, graph));
    }

    /** The name that {@link Graph#parameters()} have for a tensor of a state_dict. */
    static String canonical(String name) {
        String bare = WRAPPERS.matcher(name).replaceFirst("");
        bare = ENCODER_IN_DECODER.matcher(bare).replaceFirst("encoder.");
        bare = CONV_IN_SEQUENCE.matcher(bare).replaceAll(".conv.");
        return NORM_IN_SEQUENCE.matcher(bare).replaceAll(".norm.");
    }

    private static void requireFitting(SafetensorsFile file, Graph graph, Map<String, List<String>> aliases) {
        List<String> missing = new ArrayList<>();
        List<String> shapes = new ArrayList<>();
        TreeSet<String> unexpected = new TreeSet<>(aliases.keySet());
        for (Parameter parameter : graph.parameters()) {
            unexpected.remove(parameter.name());
            if (parameter.maskable()) {
                unexpected.remove(ModelTensors.MASK + parameter.name());
            }
            List<String> names = aliases.get(parameter.name());
            if (names == null) {
                missing.add(parameter.name());
                continue;
            }
            names.stream()
                    .map(file::entry)
                    .filter(entry -> !entry.shape().equals(parameter.shape()))
                    .findFirst()
                    .ifPresent(entry ->
                            shapes.add(parameter.name() + " " + entry.shape() + " instead of " + parameter.shape()));
        }
        List<String> wrong = new ArrayList<>();
        describe("missing", missing, wrong);
        describe("unexpected", List.copyOf(unexpected), wrong);
        describe("of another shape", shapes, wrong);
        if (!wrong.isEmpty()) {
            throw new Fault(
                            "NET-205",
                            "the weights do not fit the plan: " + String.join("; ", wrong),
                            "weights",
                            "Give the plan of the network that was trained: architecture, channels, strides, kernels, input "
                                    + "channels, classes.")
                    .exception();
        }
    }

    private static void describe(String what, List<String> names, List<String> wrong) {
        if (!names.isEmpty()) {
            String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
            String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
            wrong.add(names.size() + " " + what + " (" + shown + more + ")");
        }
    }

    private static Tensor tensor(SafetensorsFile file, List<String> names) {
        Tensor first = file.tensor(names.getFirst());
        for (String other : names.subList(1, names.size())) {
            if (!Arrays.equals(first.values(), file.tensor(other).values())) {
                throw new Fault(
                                "NET-206",
                                "two copies of one tensor differ: " + names.getFirst() + " and " + other,
                                "weights",
                                "Save the state_dict anew; the copies share their memory in PyTorch.")
                        .exception();
            }
        }
        return first;
    }
}
