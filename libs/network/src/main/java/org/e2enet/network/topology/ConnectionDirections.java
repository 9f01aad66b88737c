package org.e2enet.network.topology;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;

/**
 * From which direction each input channel of a fusion convolution comes, read off the graph: the convolution's input,
 * behind a shift where there is one, is a concatenation; a transposed convolution feeds upward, a max pooling downward,
 * anything else forward.
 */
public final class ConnectionDirections {
    private enum Direction {
        FORWARD,
        UPWARD,
        DOWNWARD
    }

    private final Map<String, Direction[]> byConvolution = new LinkedHashMap<>();

    public ConnectionDirections(Graph graph) {
        for (Node node : graph.nodes()) {
            if (node.layer() instanceof Layer.Conv conv && conv.role() == Layer.Role.FUSION) {
                Node source = graph.node(node.inputs().getFirst());
                if (source.layer() instanceof Layer.Shift) {
                    source = graph.node(source.inputs().getFirst());
                }
                if (source.layer() instanceof Layer.Concat) {
                    byConvolution.put(conv.weight().name(), directions(graph, source));
                }
            }
        }
    }

    /** Proportions per fusion convolution by its weight's name, in the graph's order. A tensor without a mask is full. */
    public Map<String, Proportions> proportions(Topology topology) {
        Map<String, Proportions> proportions = new LinkedHashMap<>();
        byConvolution.forEach((name, directions) -> proportions.put(
                name,
                topology.mask(name)
                        .map(mask -> proportions(mask, directions))
                        .orElseGet(() -> proportions(KernelMask.full(1, directions.length), directions))));
        return proportions;
    }

    private static Proportions proportions(KernelMask mask, Direction[] directions) {
        long[] counts = new long[Direction.values().length];
        BitSet active = mask.active();
        active.stream().forEach(index -> counts[directions[index % mask.columns()].ordinal()]++);
        double all = Math.max(1, active.cardinality());
        return new Proportions(
                counts[Direction.FORWARD.ordinal()] / all,
                counts[Direction.UPWARD.ordinal()] / all,
                counts[Direction.DOWNWARD.ordinal()] / all);
    }

    private static Direction[] directions(Graph graph, Node concat) {
        Direction[] directions = new Direction[concat.channels()];
        int channel = 0;
        for (int id : concat.inputs()) {
            Node input = graph.node(id);
            Arrays.fill(directions, channel, channel + input.channels(), direction(input.layer()));
            channel += input.channels();
        }
        return directions;
    }

    private static Direction direction(Layer layer) {
        return switch (layer) {
            case Layer.TransposedConv _ -> Direction.UPWARD;
            case Layer.MaxPool _ -> Direction.DOWNWARD;
            case Layer.Input _,
                    Layer.Shift _,
                    Layer.Conv _,
                    Layer.InstanceNorm _,
                    Layer.LeakyRelu _,
                    Layer.Concat _,
                    Layer.Add _ -> Direction.FORWARD;
        };
    }
}
