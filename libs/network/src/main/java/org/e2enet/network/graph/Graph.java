package org.e2enet.network.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.contract.Size3;

/**
 * An architecture: nodes in an order in which every input comes before its reader, and the nodes whose outputs are the
 * heads' logits, full resolution first.
 */
public record Graph(List<Node> nodes, List<Integer> outputs) {
    public Graph {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).id() != i) {
                throw new IllegalArgumentException(
                        "node " + i + " carries id " + nodes.get(i).id());
            }
        }
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("a graph needs at least one output");
        }
    }

    public Node node(int id) {
        return nodes.get(id);
    }

    public int inputChannels() {
        return nodes.getFirst().channels();
    }

    public int classes() {
        return node(outputs.getFirst()).channels();
    }

    /** Every parameter once, in order of first use: weight, then bias. */
    public List<Parameter> parameters() {
        Map<String, Parameter> byName = new LinkedHashMap<>();
        for (Node node : nodes) {
            parametersOf(node.layer()).forEach(parameter -> byName.put(parameter.name(), parameter));
        }
        return List.copyOf(byName.values());
    }

    public Parameter parameter(String name) {
        return parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the graph has no parameter " + name));
    }

    public List<Parameter> maskableParameters() {
        return parameters().stream().filter(Parameter::maskable).toList();
    }

    public static List<Parameter> parametersOf(Layer layer) {
        return switch (layer) {
            case Layer.Conv conv -> withBias(conv.weight(), conv.bias());
            case Layer.TransposedConv up -> withBias(up.weight(), up.bias());
            case Layer.InstanceNorm norm -> List.of(norm.weight(), norm.bias());
            case Layer.Input _, Layer.Shift _, Layer.LeakyRelu _, Layer.MaxPool _, Layer.Concat _, Layer.Add _ ->
                List.of();
        };
    }

    private static List<Parameter> withBias(Parameter weight, Optional<Parameter> bias) {
        return Stream.concat(Stream.of(weight), bias.stream()).toList();
    }

    /** Largest scale per axis (every smaller one divides it): patches must be divisible by it. */
    public Size3 divisor() {
        // Asked for at every step: no object per node.
        int depth = 1;
        int height = 1;
        int width = 1;
        for (Node node : nodes) {
            depth = Math.max(depth, node.scale().depth());
            height = Math.max(height, node.scale().height());
            width = Math.max(width, node.scale().width());
        }
        return new Size3(depth, height, width);
    }
}
