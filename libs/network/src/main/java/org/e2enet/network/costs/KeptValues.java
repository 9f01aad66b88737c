package org.e2enet.network.costs;

import java.util.HashSet;
import java.util.Set;
import org.e2enet.contract.Size3;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;

/**
 * The values that a forward pass keeps for the backward one, as libtorch's autograd does: what convolutions, norms and pools
 * read, what activations give (they overwrite the norm's output and keep their own), and the places of the maxima.
 */
public final class KeptValues {
    /** A maximum's place is an int64. */
    private static final int INDEX_FLOATS = 2;

    private KeptValues() {}

    /**
     * @param nodes that run, by id
     * @return floats of 4 bytes per sample
     */
    public static long floats(Graph graph, Size3 patch, Iterable<Integer> nodes) {
        Set<Integer> kept = new HashSet<>();
        long floats = 0;
        for (int id : nodes) {
            Node node = graph.node(id);
            switch (node.layer()) {
                case Layer.Conv _, Layer.TransposedConv _, Layer.InstanceNorm _ -> kept.addAll(node.inputs());
                case Layer.LeakyRelu _ -> kept.add(id);
                case Layer.MaxPool _ -> {
                    kept.addAll(node.inputs());
                    floats += INDEX_FLOATS * of(node, patch);
                }
                case Layer.Input _, Layer.Shift _, Layer.Concat _, Layer.Add _ -> {}
            }
        }
        for (int id : kept) {
            floats += of(graph.node(id), patch);
        }
        return floats;
    }

    /** Values of one node's output per sample. */
    public static long of(Node node, Size3 patch) {
        return node.channels() * patch.dividedBy(node.scale()).volume();
    }
}
