package org.e2enet.sparse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;
import org.e2enet.sparse.memory.TensorBuffer;

/**
 * Turns a model into operations. Walks the graph once and keeps for every node a view: the list of sources its readers
 * read. Layers that only change how something is read (concatenation, depth shift, norm, activation) change the view;
 * the others append an operation.
 */
final class Lowering {
    private final Model model;
    private final Graph graph;
    private final Size3 patch;
    private final Fusions fusions;
    private final ZeroKernels zeros;
    private final int[] consumers;
    private final List<List<Source>> views = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private int slots = 1;

    private Lowering(Model model, Size3 patch, Fusions fusions, ZeroKernels zeros) {
        this.model = model;
        this.graph = model.graph();
        this.patch = patch;
        this.fusions = fusions;
        this.zeros = zeros;
        this.consumers = new int[graph.nodes().size()];
        graph.nodes().forEach(node -> node.inputs().forEach(input -> consumers[input]++));
        graph.outputs().forEach(output -> consumers[output]++);
    }

    static LoweredGraph lower(Model model, Size3 patch, Fusions fusions, ZeroKernels zeros) {
        Lowering lowering = new Lowering(model, patch, fusions, zeros);
        boolean[] needed = lowering.neededNodes();
        for (Node node : lowering.graph.nodes()) {
            lowering.views.add(needed[node.id()] ? lowering.view(node) : List.of());
        }
        List<Integer> outputs = lowering.graph.outputs();
        for (int head = 0; head < outputs.size(); head++) {
            int id = outputs.get(head);
            lowering.operations.add(new Operation.Unpack(
                    "head." + (head + 1) + ".out", lowering.views.get(id), lowering.size(id), head));
        }
        return new LoweredGraph(lowering.operations, lowering.slots);
    }

    private boolean[] neededNodes() {
        boolean[] needed = new boolean[consumers.length];
        graph.outputs().forEach(output -> needed[output] = true);
        for (int id = needed.length - 1; id >= 0; id--) {
            if (needed[id]) {
                graph.node(id).inputs().forEach(input -> needed[input] = true);
            }
        }
        return needed;
    }

    private Size3 size(int id) {
        return patch.dividedBy(graph.node(id).scale());
    }

    private List<Source> view(Node node) {
        return switch (node.layer()) {
            case Layer.Input input -> pack(node, input);
            case Layer.Shift shift -> shift(node, shift, input(node));
            case Layer.Conv conv -> conv(node, conv, input(node));
            case Layer.TransposedConv up -> up(node, up, input(node));
            case Layer.InstanceNorm norm -> norm(node, norm, input(node));
            case Layer.LeakyRelu relu -> activated(node, relu, input(node));
            case Layer.MaxPool pool -> pool(node, pool.stride(), input(node));
            case Layer.Concat _ ->
                node.inputs().stream().flatMap(id -> views.get(id).stream()).toList();
            case Layer.Add _ -> {
                List<List<Source>> terms =
                        node.inputs().stream().map(views::get).toList();
                yield stored(sum(node, terms, new int[node.channels()], new int[node.channels()], Optional.empty()));
            }
        };
    }

    private List<Source> input(Node node) {
        return views.get(node.inputs().getFirst());
    }

    private TensorBuffer buffer(Node node) {
        return new TensorBuffer(node.channels(), size(node.id()));
    }

    private static List<Source> stored(TensorBuffer buffer) {
        List<Source> view = new ArrayList<>();
        for (int c = 0; c < buffer.channels(); c++) {
            view.add(Source.stored(buffer, c));
        }
        return List.copyOf(view);
    }

    private List<Source> pack(Node node, Layer.Input input) {
        TensorBuffer output = new TensorBuffer(input.channels(), size(node.id()));
        operations.add(new Operation.Pack("input", output));
        return stored(output);
    }

    private List<Source> shift(Node node, Layer.Shift shift, List<Source> view) {
        int channels = node.channels();
        if (shift.axis() != Axis.DEPTH) {
            int[] none = new int[channels];
            int[] offsets = new int[channels];
            for (int c = 0; c < channels; c++) {
                offsets[c] = -shift.offsetOf(c, channels);
            }
            boolean alongHeight = shift.axis() == Axis.HEIGHT;
            return stored(sum(
                    node, List.of(view), alongHeight ? offsets : none, alongHeight ? none : offsets, Optional.empty()));
        }
        List<Source> unshifted = isShifted(view) ? copied(node, view) : view;
        List<Source> shifted = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            shifted.add(unshifted.get(c).movedBy(-shift.offsetOf(c, channels)));
        }
        return List.copyOf(shifted);
    }

    private static boolean isShifted(List<Source> view) {
        return view.stream().anyMatch(source -> source.zOffset() != 0);
    }

    private List<Source> conv(Node node, Layer.Conv conv, List<Source> view) {
        Size3 kernel = conv.kernel();
        // A depth tap past the volume's end reads zero, also where the shift would bring a slice there.
        List<Source> unshifted = kernel.depth() > 1 && isShifted(view) ? copied(node, view) : view;
        List<Source> sources = new ArrayList<>();
        for (Source source : unshifted) {
            for (int kz = 0; kz < kernel.depth(); kz++) {
                sources.add(source.movedBy(kz - (kernel.depth() - 1) / 2));
            }
        }
        Optional<Norm> norm = normBehind(node);
        // An instance norm takes every constant away again.
        float[] bias = norm.isPresent()
                ? null
                : conv.bias().map(b -> model.weight(b).values()).orElse(null);
        TensorBuffer output = buffer(node);
        ConvWeights weights = ConvWeights.of(
                conv.outputChannels(),
                conv.inputChannels(),
                kernel.depth(),
                kernel.height(),
                kernel.width(),
                model.weight(conv.weight()).values(),
                model.topology().mask(conv.weight().name()),
                bias,
                zeros);
        String name = nameOf(conv.weight().name());
        operations.add(new Operation.Conv(name, List.copyOf(sources), output, weights, conv.stride(), norm));
        return stored(output);
    }

    private Optional<Norm> normBehind(Node node) {
        if (consumers[node.id()] != 1) {
            return Optional.empty();
        }
        return graph.nodes().stream()
                .filter(reader -> reader.inputs().contains(node.id()))
                .findFirst()
                .map(reader -> reader.layer() instanceof Layer.InstanceNorm norm ? claim(norm, node.channels()) : null);
    }

    private Norm claim(Layer.InstanceNorm norm, int channels) {
        int first = slots;
        slots += channels;
        return new Norm(
                first,
                model.weight(norm.weight()).values(),
                model.weight(norm.bias()).values(),
                norm.epsilon());
    }

    private List<Source> norm(Node node, Layer.InstanceNorm layer, List<Source> view) {
        if (consumers[node.inputs().getFirst()] == 1
                && graph.node(node.inputs().getFirst()).layer() instanceof Layer.Conv) {
            Operation producer = producer(view.getFirst()).orElseThrow();
            return normalised(view, producer.norm().orElseThrow());
        }
        Norm norm = claim(layer, node.channels());
        int[] none = new int[node.channels()];
        return normalised(stored(sum(node, List.of(view), none, none, Optional.of(norm))), norm);
    }

    private Optional<Operation> producer(Source source) {
        return operations.stream()
                .filter(operation -> operation.writes().anyMatch(buffer -> buffer == source.buffer()))
                .findFirst();
    }

    /** Written by the convolution before it where that can, and then read as that one is: normalised and activated. */
    private List<Source> pool(Node node, Size3 stride, List<Source> view) {
        TensorBuffer output = buffer(node);
        Optional<Operation.Conv> conv = producer(view.getFirst())
                .filter(Operation.Conv.class::isInstance)
                .map(Operation.Conv.class::cast)
                .filter(writer -> isWholeOutput(view, writer) && fusions.canPool(writer, stride));
        if (conv.isEmpty()) {
            operations.add(new Operation.MaxPool(node.block() + ".down", view, output, stride));
            return stored(output);
        }
        operations.set(operations.indexOf(conv.get()), conv.get().pooling(new Operation.Pooled(output, stride)));
        return view.stream()
                .map(source -> new Source(output, source.channel(), 0, source.slot(), source.slope()))
                .toList();
    }

    /** Every channel in order, normalised, not yet pooled. */
    private static boolean isWholeOutput(List<Source> view, Operation.Conv conv) {
        if (conv.norm().isEmpty()
                || conv.pooled().isPresent()
                || view.size() != conv.output().channels()) {
            return false;
        }
        for (int c = 0; c < view.size(); c++) {
            int slot = conv.norm().get().firstSlot() + c;
            Source source = view.get(c);
            if (!source.equals(new Source(conv.output(), c, 0, slot, source.slope())) || source.slope() < 0) {
                return false;
            }
        }
        return true;
    }

    private static List<Source> normalised(List<Source> view, Norm norm) {
        return view.stream()
                .map(source -> new Source(source.buffer(), source.channel(), 0, norm.firstSlot() + source.channel(), 1))
                .toList();
    }

    private List<Source> activated(Node node, Layer.LeakyRelu relu, List<Source> view) {
        if (relu.slope() > 1) {
            throw PlanFaults.slope(relu.slope());
        }
        boolean linear = view.stream().allMatch(source -> source.slope() == 1);
        return (linear ? view : copied(node, view))
                .stream()
                        .map(source -> new Source(
                                source.buffer(),
                                source.channel(),
                                source.zOffset(),
                                source.isStored() ? Source.IDENTITY_SLOT : source.slot(),
                                relu.slope()))
                        .toList();
    }

    private List<Source> copied(Node node, List<Source> view) {
        int channels = view.size();
        TensorBuffer output =
                new TensorBuffer(channels, view.getFirst().buffer().size());
        operations.add(new Operation.Sum(
                node.block() + ".copy", List.of(view), new int[channels], new int[channels], output, Optional.empty()));
        return stored(output);
    }

    private TensorBuffer sum(Node node, List<List<Source>> terms, int[] yOffsets, int[] xOffsets, Optional<Norm> norm) {
        TensorBuffer output = buffer(node);
        operations.add(new Operation.Sum(node.block() + ".sum", terms, yOffsets, xOffsets, output, norm));
        return output;
    }

    private List<Source> up(Node node, Layer.TransposedConv up, List<Source> view) {
        TensorBuffer output = buffer(node);
        UpWeights weights = UpWeights.of(
                up.inputChannels(),
                up.outputChannels(),
                up.weight().taps(),
                model.weight(up.weight()).values(),
                model.topology().mask(up.weight().name()),
                up.bias().map(b -> model.weight(b).values()).orElse(null),
                zeros);
        operations.add(new Operation.Up(nameOf(up.weight().name()), view, output, weights, up.stride()));
        return stored(output);
    }

    private static String nameOf(String weightName) {
        return weightName.replace(".weight", "").replace(".conv", "");
    }
}
