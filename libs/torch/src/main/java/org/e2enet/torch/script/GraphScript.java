package org.e2enet.torch.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.e2enet.contract.Axis;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;
import org.e2enet.network.graph.Parameter;

/**
 * Writes a graph as TorchScript statements: {@code x [N,C,D,H,W]} and the parameters in the order of
 * {@link Graph#parameters()} become the logits of the first heads. Only nodes that these heads need are written.
 */
final class GraphScript {
    private static final String INDENT = "    ";

    private final Graph graph;
    private final int heads;
    private final Dialect dialect;
    private final IntFunction<String> parameterName;
    private final Map<String, Integer> parameterIndex = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, Integer> readers = new HashMap<>();

    private GraphScript(Graph graph, int heads, Dialect dialect, IntFunction<String> parameterName) {
        this.graph = graph;
        this.heads = heads;
        this.dialect = dialect;
        this.parameterName = parameterName;
        List<Parameter> parameters = graph.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            parameterIndex.put(parameters.get(i).name(), i);
        }
    }

    /** Statements over {@code p: List[Tensor]} that end in {@code return [...]}. */
    static String body(Graph graph, int heads, Dialect dialect) {
        return body(graph, heads, dialect, "p[%d]"::formatted);
    }

    /** The same with parameters under names made from their position. */
    static String body(Graph graph, int heads, Dialect dialect, IntFunction<String> parameterName) {
        return new GraphScript(graph, heads, dialect, parameterName).write();
    }

    private String write() {
        List<Integer> outputs = graph.outputs().subList(0, heads);
        SortedSet<Integer> needed = needed(graph, heads);
        needed.forEach(id -> graph.node(id).inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
        needed.forEach(id -> write(graph.node(id)));
        line("return [" + outputs.stream().map(GraphScript::name).collect(Collectors.joining(", ")) + "]");
        return text.toString();
    }

    /** Ids of the nodes that the first heads need. */
    static SortedSet<Integer> needed(Graph graph, int heads) {
        SortedSet<Integer> needed = new TreeSet<>(graph.outputs().subList(0, heads));
        for (int id = needed.last(); id >= 0; id--) {
            if (needed.contains(id)) {
                needed.addAll(graph.node(id).inputs());
            }
        }
        return needed;
    }

    private void write(Node node) {
        String out = name(node.id());
        switch (node.layer()) {
            case Layer.Input _ -> line(out + " = x");
            case Layer.Shift shift -> shift(node, shift);
            case Layer.Conv conv -> {
                String bias = conv.bias().map(this::parameter).orElse("None");
                line(out + " = " + dialect.conv(in(node), parameter(conv.weight()), bias, conv));
            }
            case Layer.TransposedConv up -> transposedConv(node, up);
            case Layer.InstanceNorm norm ->
                line(out + " = "
                        + dialect.norm(in(node), parameter(norm.weight()), parameter(norm.bias()), norm.epsilon()));
            case Layer.LeakyRelu relu -> {
                // In place where nobody else reads the value: its own gradient needs only the result.
                String operator =
                        readers.get(node.inputs().getFirst()) == 1 && relu.slope() > 0 ? "leaky_relu_" : "leaky_relu";
                line("%s = torch.%s(%s, %s)".formatted(out, operator, in(node), relu.slope()));
            }
            case Layer.MaxPool pool ->
                line("%s = torch.max_pool3d(%s, %s, %s)"
                        .formatted(out, in(node), Dialect.list(pool.stride()), Dialect.list(pool.stride())));
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

    private void transposedConv(Node node, Layer.TransposedConv up) {
        String bias = Dialect.as(in(node), up.bias().map(this::parameter).orElse("None"));
        line("%s = torch.conv_transpose3d(%s, %s, %s, %s, [0, 0, 0], [0, 0, 0], 1, [1, 1, 1])"
                .formatted(name(node.id()), in(node), parameter(up.weight()), bias, Dialect.list(up.stride())));
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
                    offset == 0
                            ? part
                            : "torch.constant_pad_nd(%s, %s)".formatted(part, pads(shift.axis(), offset, in)));
            sizes.add(Math.min(q, channels - from));
        }
        line("%ss = torch.split_with_sizes(%s, %s, 1)".formatted(out, in, sizes));
        line("%s = torch.cat([%s], 1)".formatted(out, String.join(", ", pieces)));
    }

    /**
     * Padding, last axis first, that moves content by {@code offset}: a negative pad cuts off what leaves the volume, at
     * most all of it.
     */
    private static String pads(Axis axis, int offset, String input) {
        List<String> pads = new ArrayList<>(Collections.nCopies(2 * Axis.values().length, "0"));
        int first = 2 * (Axis.values().length - 1 - axis.ordinal());
        String reach = Math.abs(offset) == 1
                ? "1"
                : "min(%d, torch.size(%s, %d))".formatted(Math.abs(offset), input, 2 + axis.ordinal());
        pads.set(offset > 0 ? first : first + 1, reach);
        pads.set(offset > 0 ? first + 1 : first, "-" + reach);
        return "[" + String.join(", ", pads) + "]";
    }

    private String parameter(Parameter parameter) {
        return parameterName.apply(parameterIndex.get(parameter.name()));
    }

    private static String in(Node node) {
        return name(node.inputs().getFirst());
    }

    private static String name(int id) {
        return "v" + id;
    }

    private void line(String statement) {
        text.append(INDENT).append(statement).append('\n');
    }
}
