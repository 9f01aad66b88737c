package org.e2enet.sparse.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.memory.TensorBuffer;

/**
 * Writes the operations that lead gradients back through a forward, last operation first. Every reader leaves the gradient of
 * what it read, a {@link GradientPart} per channel; when all readers of a tensor are done, its parts are added and its writer
 * is led back in turn. A tensor with one plain reader needs no sum: the reader's gradient is read in its place.
 */
final class Differentiation {
    private final UnaryOperator<float[]> gradients;
    private final List<Operation> operations = new ArrayList<>();
    private final List<MirroredWeights> mirrored = new ArrayList<>();
    private final Map<TensorBuffer, List<List<GradientPart>>> parts = new IdentityHashMap<>();

    /** Tensors whose gradient nobody wants: the network's input. */
    private final Map<TensorBuffer, Boolean> inputs = new IdentityHashMap<>();

    /** @param gradients from the array of a parameter to the array its gradient is added to */
    Differentiation(UnaryOperator<float[]> gradients) {
        this.gradients = gradients;
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    List<MirroredWeights> mirrored() {
        return List.copyOf(mirrored);
    }

    void lead(List<TrainingOperation.Softmax> heads, List<Operation> forward) {
        for (Operation operation : forward) {
            if (operation instanceof Operation.Pack pack) {
                inputs.put(pack.output(), true);
            }
        }
        for (TrainingOperation.Softmax head : heads) {
            operations.add(new TrainingOperation.LossGradient(head.name(), head.output(), head.loss()));
            addParts(head.logits(), stored(head.output()));
        }
        for (Operation operation : forward.reversed()) {
            switch (operation) {
                case Operation.Conv conv -> conv(conv);
                case Operation.Up up -> up(up);
                case Operation.MaxPool pool -> pool(pool);
                case Operation.Sum sum -> sum(sum);
                case Operation.Pack _ -> {}
                case Operation.Unpack _, TrainingOperation _ ->
                    throw new IllegalArgumentException(operation.name() + " is no part of a forward that is trained");
            }
        }
    }

    private void conv(Operation.Conv conv) {
        ConvWeights weights = conv.weights();
        List<Source> gradient = gradient(conv.name(), conv.output(), conv.norm(), weights.bias(), false);
        operations.add(new TrainingOperation.WeightGradient(
                conv.name(),
                gradient,
                conv.inputs(),
                conv.stride(),
                weights.kh(),
                weights.kw(),
                (weights.kh() - 1) / 2,
                (weights.kw() - 1) / 2,
                weights.active(),
                gradients.apply(weights.values())));
        if (conv.inputs().stream().allMatch(source -> inputs.containsKey(source.buffer()))) {
            return;
        }
        InputChannels channels = InputChannels.of(conv.inputs());
        TensorBuffer output = new TensorBuffer(
                channels.count(), conv.inputs().getFirst().buffer().size());
        String name = conv.name() + ".back";
        operations.add(
                conv.stride().equals(Size3.cube(1))
                        ? mirrored(name, gradient, weights, channels, output)
                        : new TrainingOperation.StridedBack(
                                name,
                                gradient,
                                channels.channel(),
                                channels.zOffset(),
                                weights,
                                conv.stride(),
                                output));
        addParts(channels.read(), stored(output));
    }

    private Operation mirrored(
            String name, List<Source> gradient, ConvWeights weights, InputChannels channels, TensorBuffer output) {
        int[] offsets = Arrays.stream(channels.zOffset()).sorted().distinct().toArray();
        int[] depth = Arrays.stream(channels.zOffset())
                .map(offset -> Arrays.binarySearch(offsets, offset))
                .toArray();
        MirroredWeights back =
                new MirroredWeights(weights, channels.count(), offsets.length, channels.channel(), depth);
        if (back.isCopy()) {
            mirrored.add(back);
        }
        List<Source> sources = new ArrayList<>();
        for (Source source : gradient) {
            for (int offset : offsets) {
                sources.add(source.movedBy(-offset));
            }
        }
        return new Operation.Conv(name, sources, output, back.weights(), Size3.cube(1), Optional.empty());
    }

    static boolean isTooFar(Size3 upStride) {
        return upStride.height() > 2 || upStride.width() > 2 || upStride.depth() > 2;
    }

    /** A convolution whose kernel is its stride leads back: taps along the depth become sources, the others stay taps. */
    private void up(Operation.Up up) {
        Size3 stride = up.stride();
        if (isTooFar(stride)) {
            throw PlanFaults.upStride(up.name(), stride);
        }
        UpWeights weights = up.weights();
        List<Source> gradient = gradient(up.name(), up.output(), Optional.empty(), weights.bias(), true);
        List<Source> sources = new ArrayList<>();
        for (Source source : gradient) {
            for (int kz = 0; kz < stride.depth(); kz++) {
                sources.add(source.movedBy(kz));
            }
        }
        BitSet active = new BitSet();
        weights.active().stream().forEach(kernel -> active.set(kernel * stride.depth(), (kernel + 1) * stride.depth()));
        operations.add(new TrainingOperation.WeightGradient(
                up.name(),
                up.inputs(),
                sources,
                stride,
                stride.height(),
                stride.width(),
                0,
                0,
                active,
                gradients.apply(weights.values())));
        ConvWeights back = new ConvWeights(
                weights.inputs(), sources.size(), stride.height(), stride.width(), weights.values(), active, null);
        TensorBuffer output = new TensorBuffer(
                weights.inputs(), up.inputs().getFirst().buffer().size());
        operations.add(new Operation.Conv(up.name() + ".back", sources, output, back, stride, Optional.empty()));
        addParts(up.inputs(), stored(output));
    }

    private void pool(Operation.MaxPool pool) {
        List<Source> gradient = gradient(pool.name(), pool.output(), Optional.empty(), null, true);
        TensorBuffer output = new TensorBuffer(
                pool.inputs().size(), pool.inputs().getFirst().buffer().size());
        operations.add(new TrainingOperation.PoolGradient(
                pool.name() + ".back", pool.inputs(), gradient, output, pool.stride()));
        addParts(pool.inputs(), stored(output));
    }

    private void sum(Operation.Sum sum) {
        List<Source> gradient = gradient(sum.name(), sum.output(), sum.norm(), null, true);
        for (List<Source> term : sum.terms()) {
            for (int c = 0; c < term.size(); c++) {
                Source read = term.get(c);
                add(
                        read,
                        new GradientPart(
                                gradient.get(c).movedBy(-read.zOffset()),
                                -sum.yOffsets()[c],
                                -sum.xOffsets()[c],
                                read.slot(),
                                read.slope()));
            }
        }
    }

    private void addParts(List<Source> read, List<Source> gradient) {
        for (int c = 0; c < read.size(); c++) {
            Source source = read.get(c);
            add(source, new GradientPart(gradient.get(c).movedBy(-source.zOffset()), source.slot(), source.slope()));
        }
    }

    private void add(Source read, GradientPart part) {
        partsOf(read.buffer()).get(read.channel()).add(part);
    }

    private List<List<GradientPart>> partsOf(TensorBuffer buffer) {
        return parts.computeIfAbsent(buffer, _ -> {
            List<List<GradientPart>> channels = new ArrayList<>();
            for (int c = 0; c < buffer.channels(); c++) {
                channels.add(new ArrayList<>());
            }
            return channels;
        });
    }

    /**
     * The gradient of what an operation wrote, before its norm; per channel.
     *
     * @param shifted whether it may lie moved along the depth
     */
    private List<Source> gradient(
            String name, TensorBuffer written, Optional<Norm> norm, float[] bias, boolean shifted) {
        List<List<GradientPart>> channels = partsOf(written);
        boolean plain = norm.isEmpty()
                && bias == null
                && channels.stream()
                        .allMatch(list -> list.size() == 1 && list.getFirst().isPlain(shifted));
        if (plain) {
            return channels.stream().map(List::getFirst).map(GradientPart::from).toList();
        }
        TensorBuffer output = new TensorBuffer(written.channels(), written.size());
        operations.add(new TrainingOperation.Gradient(
                name + ".gradient",
                written,
                channels.stream().map(Collections::unmodifiableList).toList(),
                norm.map(n ->
                        new TrainingOperation.NormGradient(n, gradients.apply(n.gamma()), gradients.apply(n.beta()))),
                output,
                bias == null ? null : gradients.apply(bias)));
        return stored(output);
    }

    private static List<Source> stored(TensorBuffer buffer) {
        List<Source> view = new ArrayList<>();
        for (int c = 0; c < buffer.channels(); c++) {
            view.add(Source.stored(buffer, c));
        }
        return List.copyOf(view);
    }
}
