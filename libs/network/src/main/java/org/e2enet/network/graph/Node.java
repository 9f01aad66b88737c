package org.e2enet.network.graph;

import java.util.List;
import java.util.Objects;
import org.e2enet.contract.Size3;

/**
 * A layer in its place.
 *
 * @param id position in {@link Graph#nodes()}
 * @param block the named block the layer belongs to, for example {@code x2,1} or {@code encoder.3}: the unit of drawings and tables
 * @param inputs ids of earlier nodes
 * @param channels channels of the output
 * @param scale product of the strides from the input: output extents = ceil(patch / scale)
 */
public record Node(int id, String block, Layer layer, List<Integer> inputs, int channels, Size3 scale) {
    public Node {
        Objects.requireNonNull(block, "block");
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(scale, "scale");
        inputs = List.copyOf(inputs);
        for (int input : inputs) {
            if (input < 0 || input >= id) {
                throw new IllegalArgumentException("node " + id + " reads node " + input + ", which is not before it");
            }
        }
        if (channels < 1) {
            throw new IllegalArgumentException("node " + id + " has no channels");
        }
    }
}
