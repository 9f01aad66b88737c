package org.e2enet.verification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.plan.ShiftPlan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.Tensor;

/** A model of the reference code: plan from the shapes of its weights, masks from its {@code mask.*} tensors. */
final class ReferenceModel {
    private static final String FIRST_CONV = "conv_blocks_context.%d.blocks.0.conv.weight";
    private static final String DEEPEST_CONV = "conv_blocks_context.%d.0.blocks.0.conv.weight";

    private ReferenceModel() {}

    /**
     * @param strides between the levels, finest first
     * @param shiftGroups number of groups; the reference shifts the network's input too
     */
    static Model read(SafetensorsFile weights, List<Size3> strides, int shiftGroups) {
        Graph graph = Architectures.graph(plan(weights, strides, shiftGroups));
        Map<String, Tensor> tensors = new HashMap<>();
        for (Parameter parameter : graph.parameters()) {
            if (weights.contains(parameter.name())) {
                tensors.put(parameter.name(), weights.tensor(parameter.name()));
            }
        }
        return new Model(graph, tensors, new Topology(masks(graph, weights, "mask.")));
    }

    /** Masks of the maskable tensors that the file names under a prefix. */
    static Map<String, KernelMask> masks(Graph graph, SafetensorsFile file, String prefix) {
        Map<String, KernelMask> masks = new LinkedHashMap<>();
        for (Parameter parameter : graph.maskableParameters()) {
            String name = prefix + parameter.name();
            if (file.contains(name)) {
                masks.put(
                        parameter.name(), KernelMask.ofBytes(parameter.rows(), parameter.columns(), file.bytes(name)));
            }
        }
        return masks;
    }

    private static Plan plan(SafetensorsFile weights, List<Size3> strides, int shiftGroups) {
        List<Integer> channels = new ArrayList<>();
        for (int level = 0; level < strides.size(); level++) {
            channels.add(shape(weights, FIRST_CONV.formatted(level)).get(0));
        }
        channels.add(shape(weights, DEEPEST_CONV.formatted(strides.size())).get(0));
        List<Integer> first = shape(weights, FIRST_CONV.formatted(0));
        int half = shiftGroups / 2;
        List<Integer> offsets = IntStream.range(0, shiftGroups)
                .map(group -> group - half)
                .boxed()
                .toList();
        return PlanBuilder.builder()
                .architecture("e2enet")
                .inputChannels(first.get(1))
                .classes(shape(weights, "seg_outputs.0.weight").get(0))
                .channels(channels)
                .strides(strides)
                .kernel(Size3.of(first.subList(2, 5)))
                .shift(new ShiftPlan(Axis.DEPTH, offsets, true))
                .build();
    }

    private static List<Integer> shape(SafetensorsFile weights, String name) {
        return weights.entry(name).shape();
    }
}
