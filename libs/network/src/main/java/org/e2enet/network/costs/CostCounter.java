package org.e2enet.network.costs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.faults.Fault;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyStart;

/**
 * Counts a graph's costs by the convention of spec §5, with V output voxels, K kernel taps, n active kernels:
 *
 * <ul>
 *   <li>backbone convolution 2·K·n·V, fusion convolution (2·K·n + Cout)·V, head 2·n·V;
 *   <li>transposed convolution 2·K·n·V in the paper's count, 2·n·V executed;
 *   <li>shift, norm, activation, pooling, concatenation and addition nothing.
 * </ul>
 */
public final class CostCounter {
    private final Graph graph;
    private final Size3 patch;
    private final ToLongFunction<Parameter> activeKernels;

    private CostCounter(Graph graph, Size3 patch, ToLongFunction<Parameter> activeKernels) {
        this.graph = graph;
        this.patch = patch;
        this.activeKernels = activeKernels;
    }

    /**
     * Costs of a plan on its own patch: round(cin·cout·density) active kernels per maskable tensor.
     *
     * @throws org.e2enet.faults.FaultException NET-105 when the plan has no patch
     */
    public static Costs of(Plan plan) {
        if (plan.patch() == null) {
            throw new Fault("NET-105", "costs are of one patch, the plan has none", "plan.patch", "Give a patch.")
                    .exception();
        }
        return of(plan, plan.patch());
    }

    /** Costs of a plan on another patch. */
    public static Costs of(Plan plan, Size3 patch) {
        return new CostCounter(
                        Architectures.graph(plan), patch, parameter -> TopologyStart.activeKernels(parameter, plan))
                .byGroup();
    }

    /** Costs of a graph with the kernels that a topology holds active. */
    public static Costs of(Graph graph, Topology topology, Size3 patch) {
        return counter(graph, topology, patch).byGroup();
    }

    /** The same, by block ({@link Node#block()}) in the graph's order: for drawings. */
    public static List<GroupCosts> byBlock(Graph graph, Topology topology, Size3 patch) {
        return counter(graph, topology, patch).by(Node::block);
    }

    private static CostCounter counter(Graph graph, Topology topology, Size3 patch) {
        return new CostCounter(graph, patch, parameter -> topology.mask(parameter.name())
                .map(mask -> (long) mask.activeCount())
                .orElse((long) parameter.rows() * parameter.columns()));
    }

    private Costs byGroup() {
        return Costs.sum(by(this::group));
    }

    private List<GroupCosts> by(Function<Node, String> key) {
        Map<String, List<GroupCosts>> parts = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            GroupCosts costs = costsOf(node);
            if (costs.paramsTotal() > 0) {
                parts.computeIfAbsent(key.apply(node), _ -> new ArrayList<>()).add(costs);
            }
        }
        return parts.entrySet().stream()
                .map(part -> {
                    Costs sum = Costs.sum(part.getValue());
                    return new GroupCosts(
                            part.getKey(),
                            sum.paramsTotal(),
                            sum.paramsActive(),
                            sum.flopsPaper(),
                            sum.flopsExecuted());
                })
                .toList();
    }

    /** A norm belongs to the group of the convolution it follows. */
    private String group(Node node) {
        return switch (node.layer()) {
            case Layer.Conv conv ->
                switch (conv.role()) {
                    case BACKBONE -> "backbone";
                    case FUSION -> "fusion";
                    case HEAD -> "head";
                };
            case Layer.TransposedConv _ -> "up";
            case Layer.Input _ -> "backbone";
            case Layer.InstanceNorm _, Layer.Shift _, Layer.LeakyRelu _, Layer.MaxPool _, Layer.Concat _, Layer.Add _ ->
                group(graph.node(node.inputs().getFirst()));
        };
    }

    private GroupCosts costsOf(Node node) {
        long total = 0;
        long active = 0;
        for (Parameter parameter : Graph.parametersOf(node.layer())) {
            total += parameter.elements();
            active += parameter.maskable()
                    ? activeKernels.applyAsLong(parameter) * parameter.taps()
                    : parameter.elements();
        }
        long voxels = patch.dividedBy(node.scale()).volume();
        return new GroupCosts(
                node.block(),
                total,
                active,
                voxels * paperPerVoxel(node.layer()),
                voxels * executedPerVoxel(node.layer()));
    }

    private long paperPerVoxel(Layer layer) {
        return switch (layer) {
            case Layer.TransposedConv up -> 2 * up.weight().taps() * kernels(up.weight());
            case Layer.Conv _,
                    Layer.Input _,
                    Layer.Shift _,
                    Layer.InstanceNorm _,
                    Layer.LeakyRelu _,
                    Layer.MaxPool _,
                    Layer.Concat _,
                    Layer.Add _ -> executedPerVoxel(layer);
        };
    }

    private long executedPerVoxel(Layer layer) {
        return switch (layer) {
            case Layer.Conv conv -> {
                long products = 2 * conv.weight().taps() * kernels(conv.weight());
                yield conv.role() == Layer.Role.FUSION ? products + conv.outputChannels() : products;
            }
            case Layer.TransposedConv up -> 2 * kernels(up.weight());
            case Layer.Input _,
                    Layer.Shift _,
                    Layer.InstanceNorm _,
                    Layer.LeakyRelu _,
                    Layer.MaxPool _,
                    Layer.Concat _,
                    Layer.Add _ -> 0;
        };
    }

    private long kernels(Parameter weight) {
        return weight.maskable() ? activeKernels.applyAsLong(weight) : (long) weight.rows() * weight.columns();
    }
}
