package org.e2enet.network.planning;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.network.costs.KeptValues;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Node;
import org.e2enet.network.graph.Parameter;

/**
 * An estimate of the memory that training takes on libtorch's CPU engine, float32: tensors that the forward pass keeps for
 * the backward one, gradients on their way back, weights with gradient and optimiser state, and the process itself.
 */
final class MemoryEstimate {
    private static final int FLOAT_BYTES = 4;
    /** One-hot labels, logarithms of the probabilities, probabilities; and the gradients of the latter two. */
    private static final int LOSS_TENSORS = 5;
    /** Gradients of a convolution's output and input, and both with its input in oneDNN's own order. */
    private static final int TENSORS_ON_THE_WAY = 6;
    /** Value, its gradient before and after it is returned, two moments, one start value in the heap. */
    private static final int FLOATS_PER_PARAMETER = 6;

    /** What the process held at most was 1.4 to 1.6 times the sum of these tensors: allocator, heap, batches ahead. */
    private static final double OVERHEAD = 1.6;

    private static final long PROCESS_BYTES = 400L << 20;

    private MemoryEstimate() {}

    /** @param batch patches per step; each goes forward by itself, all of them are kept */
    static long bytes(Graph graph, Size3 patch, int batch) {
        List<Integer> all = graph.nodes().stream().map(Node::id).toList();
        long kept = KeptValues.floats(graph, patch, all);
        for (int head : graph.outputs()) {
            kept += LOSS_TENSORS * KeptValues.of(graph.node(head), patch);
        }
        long largest = graph.nodes().stream()
                .mapToLong(node -> KeptValues.of(node, patch))
                .max()
                .orElseThrow();
        long parameters =
                graph.parameters().stream().mapToLong(Parameter::elements).sum();
        long activations = batch * kept + TENSORS_ON_THE_WAY * largest;
        return PROCESS_BYTES
                + (long) (OVERHEAD * FLOAT_BYTES * activations)
                + FLOAT_BYTES * FLOATS_PER_PARAMETER * parameters;
    }
}
