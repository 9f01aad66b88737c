package org.e2enet.torch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;
import org.e2enet.network.graph.Parameter;

/**
 * Biases that only a norm reads, which takes the mean away again: without them the result is the same, but for rounding. With
 * them a channel without any active kernel is a constant whose float32 mean is off in the last digit, and the norm multiplies
 * this by 1/√ε = 316: 6e-3 in the logits, seen at S = 0.9 with few channels. Without them such a channel is 0 throughout.
 */
final class CancelledBiases {
    private CancelledBiases() {}

    static Set<Parameter> of(Graph graph) {
        Map<Integer, Integer> otherReaders = new HashMap<>();
        graph.outputs().forEach(output -> otherReaders.merge(output, 1, Integer::sum));
        for (Node node : graph.nodes()) {
            if (!(node.layer() instanceof Layer.InstanceNorm)) {
                node.inputs().forEach(input -> otherReaders.merge(input, 1, Integer::sum));
            }
        }
        Set<Parameter> cancelled = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (node.layer() instanceof Layer.Conv conv && !otherReaders.containsKey(node.id())) {
                conv.bias().ifPresent(cancelled::add);
            }
        }
        return cancelled;
    }
}
