package org.e2enet.network.planning;

import java.util.HashSet;
import java.util.Set;
import org.e2enet.network.Size3;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;
import org.e2enet.network.graph.Parameter;

/**
 * An estimate of the memory that training takes on libtorch's CPU engine, float32: tensors that the forward pass keeps for
 * the backward one, gradients on their way back, weights with gradient and optimiser state, and the process itself.
 */
final class TrainingMemory {
    private static final int FLOAT_BYTES = 4;
    /** A maximum's place is an int64. */
    private static final int INDEX_FLOATS = 2;
    /** One-hot labels, logarithms of the probabilities, probabilities; and the gradients of the latter two. */
    private static final int LOSS_TENSORS = 5;
    /** Gradients of a convolution's output and input, and both with its input in oneDNN's own order. */
    private static final int TENSORS_ON_THE_WAY = 6;
    /** Value, its gradient before and after it is returned, two moments, one start value in the heap. */
    private static final int FLOATS_PER_PARAMETER = 6;

    /** What the process held at most was 1.4 to 1.6 times the sum of these tensors: allocator, heap, batches ahead. */
    private static final double OVERHEAD = 1.6;

    private static final long PROCESS_BYTES = 400L << 20;

    private final Graph graph;
    private final Size3 patch;
    private final Set<Integer> read = new HashSet<>();

    private TrainingMemory(Graph graph, Size3 patch) {
        this.graph = graph;
        this.patch = patch;
        for (Node node : graph.nodes()) {
            if (keepsInput(node.layer())) {
                read.addAll(node.inputs());
            }
        }
    }

    /** @param batch patches per step; each goes forward by itself, all of them are kept */
    static long bytes(Graph graph, Size3 patch, int batch) {
        return new TrainingMemory(graph, patch).bytes(batch);
    }

    private long bytes(int batch) {
        long kept = 0;
        long largest = 0;
        for (Node node : graph.nodes()) {
            long floats = floats(node);
            largest = Math.max(largest, floats);
            if (read.contains(node.id()) || node.layer() instanceof Layer.LeakyRelu) {
                kept += floats;
            }
            if (node.layer() instanceof Layer.MaxPool) {
                kept += INDEX_FLOATS * floats;
            }
        }
        for (int head : graph.outputs()) {
            kept += LOSS_TENSORS * floats(graph.node(head));
        }
        long parameters =
                graph.parameters().stream().mapToLong(Parameter::elements).sum();
        long activations = batch * kept + TENSORS_ON_THE_WAY * largest;
        return PROCESS_BYTES
                + (long) (OVERHEAD * FLOAT_BYTES * activations)
                + FLOAT_BYTES * FLOATS_PER_PARAMETER * parameters;
    }

    private long floats(Node node) {
        return node.channels() * patch.dividedBy(node.scale()).volume();
    }

    /** Whether a layer's gradient needs what it read. The activation overwrites the norm's output and keeps its own. */
    private static boolean keepsInput(Layer layer) {
        return switch (layer) {
            case Layer.Conv _, Layer.TransposedConv _, Layer.InstanceNorm _, Layer.MaxPool _ -> true;
            case Layer.Input _, Layer.Shift _, Layer.LeakyRelu _, Layer.Concat _, Layer.Add _ -> false;
        };
    }
}
