package org.e2enet.network.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.Size3;

/**
 * Writes a graph node by node: each method appends one layer and returns its id. Channels and scales follow from the
 * inputs; a layer that does not fit its inputs is refused at once.
 */
public final class GraphBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private String block = "input";

    /** Names the block that the next layers belong to. */
    public GraphBuilder block(String name) {
        block = name;
        return this;
    }

    public int input(int channels) {
        return append(new Layer.Input(channels), List.of(), channels, Size3.cube(1));
    }

    public int shift(Layer.Shift shift, int input) {
        return append(shift, List.of(input), channels(input), scale(input));
    }

    /** Convolution under {@code name.weight} (and {@code name.bias}) with "same" padding. */
    public int conv(
            String name,
            int input,
            int outputChannels,
            Size3 kernel,
            Size3 stride,
            boolean bias,
            boolean maskable,
            Layer.Role role) {
        Parameter weight = new Parameter(
                name + ".weight",
                Parameter.Kind.CONV_WEIGHT,
                List.of(outputChannels, channels(input), kernel.depth(), kernel.height(), kernel.width()),
                maskable);
        return append(
                new Layer.Conv(weight, bias(name, bias, outputChannels), stride, role),
                List.of(input),
                outputChannels,
                scale(input).times(stride));
    }

    /** Logits: a 1×1×1 convolution under {@code name.weight} (and {@code name.bias}). */
    public int head(String name, int input, int classes, boolean bias) {
        return conv(name, input, classes, Size3.cube(1), Size3.cube(1), bias, false, Layer.Role.HEAD);
    }

    /** Transposed convolution without bias. */
    public int transposedConv(String name, int input, int outputChannels, Size3 stride, boolean maskable) {
        return transposedConv(name, input, outputChannels, stride, false, maskable);
    }

    /** Transposed convolution under {@code name.weight} (and {@code name.bias}), kernel = stride. */
    public int transposedConv(
            String name, int input, int outputChannels, Size3 stride, boolean bias, boolean maskable) {
        Size3 from = scale(input);
        if (!from.isDivisibleBy(stride)) {
            throw new IllegalArgumentException(name + ": cannot go up by " + stride + " from scale " + from);
        }
        Parameter weight = new Parameter(
                name + ".weight",
                Parameter.Kind.TRANSPOSED_CONV_WEIGHT,
                List.of(channels(input), outputChannels, stride.depth(), stride.height(), stride.width()),
                maskable);
        return append(
                new Layer.TransposedConv(weight, bias(name, bias, outputChannels)),
                List.of(input),
                outputChannels,
                from.dividedBy(stride));
    }

    /** Instance norm under {@code name.weight} and {@code name.bias}, then LeakyReLU. */
    public int normAndActivation(String name, int input, float epsilon, float slope) {
        List<Integer> shape = List.of(channels(input));
        Layer norm = new Layer.InstanceNorm(
                new Parameter(name + ".weight", Parameter.Kind.NORM_WEIGHT, shape, false),
                new Parameter(name + ".bias", Parameter.Kind.NORM_BIAS, shape, false),
                epsilon);
        int normalised = append(norm, List.of(input), channels(input), scale(input));
        return append(new Layer.LeakyRelu(slope), List.of(normalised), channels(input), scale(input));
    }

    public int maxPool(int input, Size3 stride) {
        return append(
                new Layer.MaxPool(stride),
                List.of(input),
                channels(input),
                scale(input).times(stride));
    }

    public int concat(List<Integer> inputs) {
        requireOneScale(inputs);
        return append(
                new Layer.Concat(),
                inputs,
                inputs.stream().mapToInt(this::channels).sum(),
                scale(inputs.getFirst()));
    }

    public int add(List<Integer> inputs) {
        requireOneScale(inputs);
        if (inputs.stream().map(this::channels).distinct().count() != 1) {
            throw new IllegalArgumentException(block + ": only tensors with the same channels can be added");
        }
        return append(new Layer.Add(), inputs, channels(inputs.getFirst()), scale(inputs.getFirst()));
    }

    public int channels(int id) {
        return nodes.get(id).channels();
    }

    public Graph build(List<Integer> outputs) {
        return new Graph(nodes, outputs);
    }

    private static Optional<Parameter> bias(String name, boolean wanted, int channels) {
        return wanted
                ? Optional.of(new Parameter(name + ".bias", Parameter.Kind.CONV_BIAS, List.of(channels), false))
                : Optional.empty();
    }

    private Size3 scale(int id) {
        return nodes.get(id).scale();
    }

    private void requireOneScale(List<Integer> inputs) {
        if (inputs.stream().map(this::scale).distinct().count() != 1) {
            throw new IllegalArgumentException(block + ": inputs differ in scale");
        }
    }

    private int append(Layer layer, List<Integer> inputs, int channels, Size3 scale) {
        nodes.add(new Node(nodes.size(), block, layer, inputs, channels, scale));
        return nodes.size() - 1;
    }
}
