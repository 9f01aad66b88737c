package org.e2enet.torch.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.e2enet.network.Axis;
import org.e2enet.network.Size3;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;
import org.e2enet.network.graph.Parameter;

/**
 * Writes a graph as TorchScript statements for one sample: {@code x [1,C,D,H,W]} and the parameters
 * {@code p: List[Tensor]} in the order of {@link Graph#parameters()} become the logits of the first heads. Only nodes
 * that these heads need are written.
 *
 * <p>Activations keep the channels-last format where the input has it: convolutions then need no reordering, and
 * instance norm over one sample is batch norm over it.
 */
final class GraphScript {
    private static final String INDENT = "    ";

    private final Graph graph;
    private final int heads;
    private final Map<String, Integer> parameterIndex = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, Integer> readers = new HashMap<>();

    private GraphScript(Graph graph, int heads) {
        this.graph = graph;
        this.heads = heads;
        List<Parameter> parameters = graph.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            parameterIndex.put(parameters.get(i).name(), i);
        }
    }

    /** Statements that end in {@code return [...]}. */
    static String body(Graph graph, int heads) {
        return new GraphScript(graph, heads).write();
    }

    private String write() {
        List<Integer> outputs = graph.outputs().subList(0, heads);
        TreeSet<Integer> needed = new TreeSet<>(outputs);
        for (int id = outputs.stream().max(Integer::compare).orElseThrow(); id >= 0; id--) {
            if (needed.contains(id)) {
                needed.addAll(graph.node(id).inputs());
            }
        }
        needed.forEach(id -> graph.node(id).inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
        needed.forEach(id -> write(graph.node(id)));
        line("return [" + outputs.stream().map(GraphScript::name).collect(Collectors.joining(", ")) + "]");
        return text.toString();
    }

    private void write(Node node) {
        String out = name(node.id());
        switch (node.layer()) {
            case Layer.Input _ -> line(out + " = x");
            case Layer.Shift shift -> shift(node, shift);
            case Layer.Conv conv -> conv(node, conv);
            case Layer.TransposedConv up -> transposedConv(node, up);
            case Layer.InstanceNorm norm ->
                line("%s = torch.batch_norm(%s, %s, %s, None, None, True, 0., %s, False)"
                        .formatted(out, in(node), parameter(norm.weight()), parameter(norm.bias()), norm.epsilon()));
            case Layer.LeakyRelu relu -> {
                // In place where nobody else reads the value: its own gradient needs only the result.
                String operator =
                        readers.get(node.inputs().getFirst()) == 1 && relu.slope() > 0 ? "leaky_relu_" : "leaky_relu";
                line("%s = torch.%s(%s, %s)".formatted(out, operator, in(node), relu.slope()));
            }
            case Layer.MaxPool pool ->
                line("%s = torch.max_pool3d(%s, %s, %s)"
                        .formatted(out, in(node), list(pool.stride()), list(pool.stride())));
            case Layer.Concat _ ->
                line("%s = torch.cat([%s], 1)"
                        .formatted(
                                out,
                                node.inputs().stream().map(GraphScript::name).collect(Collectors.joining(", "))));
            case Layer.Add _ -> {
                String sum = node.inputs().stream()
                        .map(GraphScript::name)
                        .reduce("torch.add(%s, %s)"::formatted)
                        .orElseThrow();
                line(out + " = " + sum);
            }
        }
    }

    private void conv(Node node, Layer.Conv conv) {
        Size3 kernel = conv.kernel();
        line("%s = torch.mkldnn_convolution(%s, %s, %s, [%d, %d, %d], %s, [1, 1, 1], 1)"
                .formatted(
                        name(node.id()),
                        in(node),
                        parameter(conv.weight()),
                        conv.bias().map(this::parameter).orElse("None"),
                        (kernel.depth() - 1) / 2,
                        (kernel.height() - 1) / 2,
                        (kernel.width() - 1) / 2,
                        list(conv.stride())));
    }

    private void transposedConv(Node node, Layer.TransposedConv up) {
        line("%s = torch.conv_transpose3d(%s, %s, None, %s, [0, 0, 0], [0, 0, 0], 1, [1, 1, 1])"
                .formatted(name(node.id()), in(node), parameter(up.weight()), list(up.stride())));
    }

    private void shift(Node node, Layer.Shift shift) {
        String in = in(node);
        String out = name(node.id());
        int channels = node.channels();
        int q = Math.ceilDiv(channels, shift.offsets().size());
        List<Integer> sizes = new ArrayList<>();
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < channels; from += q) {
            String part = out + "s[" + sizes.size() + "]";
            int offset = shift.offsetOf(from, channels);
            pieces.add(
                    offset == 0 ? part : "torch.constant_pad_nd(%s, %s)".formatted(part, pads(shift.axis(), offset)));
            sizes.add(Math.min(q, channels - from));
        }
        line("%ss = torch.split_with_sizes(%s, %s, 1)".formatted(out, in, sizes));
        line("%s = torch.cat([%s], 1)".formatted(out, String.join(", ", pieces)));
    }

    /** Padding, last axis first, that moves content by {@code offset}: a negative pad cuts off what leaves the volume. */
    private static String pads(Axis axis, int offset) {
        List<Integer> pads = new ArrayList<>(Collections.nCopies(2 * Axis.values().length, 0));
        int first = 2 * (Axis.values().length - 1 - axis.ordinal());
        pads.set(first, offset);
        pads.set(first + 1, -offset);
        return pads.toString();
    }

    private String parameter(Parameter parameter) {
        return "p[" + parameterIndex.get(parameter.name()) + "]";
    }

    private static String in(Node node) {
        return name(node.inputs().getFirst());
    }

    private static String name(int id) {
        return "v" + id;
    }

    private static String list(Size3 size) {
        return "[" + size.depth() + ", " + size.height() + ", " + size.width() + "]";
    }

    private void line(String statement) {
        text.append(INDENT).append(statement).append('\n');
    }
}
