package org.e2enet.benchmarks.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.ConvWeights;
import org.e2enet.sparse.plan.Norm;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.Source;
import org.e2enet.sparse.plan.TrainingOperation;
import org.e2enet.sparse.plan.UpWeights;

/** Single operations on buffers of their own, as the planner would make them. */
final class LayerOperations {
    private static final int KERNEL = 3;
    private static final int STRIDE = 2;

    private final Random random = new Random(1);
    private long end = Workspace.GUARD_FLOATS;

    /** Floats a workspace for all operations made so far must hold. */
    long memoryFloats() {
        return end + Workspace.GUARD_FLOATS;
    }

    Operation.Conv conv(int inputs, int outputs, int edge, int kernel, int stride, double density) {
        ConvWeights weights = new ConvWeights(
                outputs,
                inputs,
                kernel,
                kernel,
                weights(outputs * inputs * kernel * kernel),
                active(outputs * inputs, density),
                null);
        List<Source> sources = sources(inputs, edge);
        return new Operation.Conv(
                "conv", sources, buffer(outputs, edge / stride), weights, Size3.cube(stride), Optional.empty());
    }

    /** 3×3×3: a 1×3×3 convolution that reads every channel at three depths. */
    Operation.Conv cubic(int inputs, int outputs, int edge) {
        TensorBuffer buffer = buffer(inputs, edge);
        List<Source> sources = new ArrayList<>();
        for (int c = 0; c < inputs; c++) {
            for (int z = -1; z <= 1; z++) {
                sources.add(new Source(buffer, c, z, Source.AS_STORED, 1));
            }
        }
        return new Operation.Conv(
                "cubic",
                sources,
                buffer(outputs, edge),
                square(outputs, sources.size(), 1),
                Size3.cube(1),
                Optional.empty());
    }

    /** Half of the inputs stored, half from a transposed convolution of as many channels: apart, and in one. */
    Fused lifted(int inputs, int outputs, int edge, double density) {
        Operation.Up shifted = up(inputs, inputs / 2, edge / STRIDE, density);
        List<Source> coarse = stored(shifted.inputs().getFirst().buffer());
        Operation.Up up = new Operation.Up("up", coarse, shifted.output(), shifted.weights(), shifted.stride());
        List<Source> sources = new ArrayList<>(sources(inputs / 2, edge));
        sources.addAll(shifted(up.output()));
        ConvWeights weights = square(outputs, inputs, density);
        Operation.Conv conv =
                new Operation.Conv("lifted", sources, buffer(outputs, edge), weights, Size3.cube(1), Optional.empty());
        Operation.Conv fused = new Operation.Conv(
                "lifted",
                sources,
                conv.output(),
                weights,
                conv.stride(),
                conv.norm(),
                Optional.of(up),
                Optional.empty());
        return new Fused(List.of(up, conv), fused);
    }

    /** A convolution and the max pool of its output: apart, and in one. */
    Fused pooled(int inputs, int outputs, int edge, double density) {
        Operation.Conv conv = square(inputs, outputs, edge, density);
        TensorBuffer half = buffer(outputs, edge / STRIDE);
        float[] ones = new float[outputs];
        Arrays.fill(ones, 1);
        Operation.Conv fused = new Operation.Conv(
                "pooled",
                conv.inputs(),
                conv.output(),
                conv.weights(),
                conv.stride(),
                Optional.of(new Norm(1, ones, new float[outputs], 0)),
                Optional.empty(),
                Optional.of(new Operation.Pooled(half, Size3.cube(STRIDE))));
        return new Fused(
                List.of(conv, new Operation.MaxPool("pool", stored(conv.output()), half, Size3.cube(STRIDE))), fused);
    }

    /** The way back of a strided 3×3 convolution. */
    TrainingOperation.StridedBack stridedBack(int inputs, int outputs, int edge) {
        int[] channel = IntStream.range(0, inputs).toArray();
        return new TrainingOperation.StridedBack(
                "strided back",
                stored(buffer(outputs, edge / STRIDE)),
                channel,
                new int[inputs],
                square(outputs, inputs, 1),
                Size3.cube(STRIDE),
                buffer(inputs, edge));
    }

    /** The weight gradient of a 3×3 convolution. */
    TrainingOperation.WeightGradient weights(int inputs, int outputs, int edge, int stride, double density) {
        return new TrainingOperation.WeightGradient(
                "weights",
                stored(buffer(outputs, edge / stride)),
                sources(inputs, edge),
                Size3.cube(stride),
                KERNEL,
                KERNEL,
                1,
                1,
                active(outputs * inputs, density),
                new float[outputs * inputs * KERNEL * KERNEL]);
    }

    Operation.Unpack unpack(int channels, int edge) {
        return new Operation.Unpack("unpack", sources(channels, edge), Size3.cube(edge), 0);
    }

    /** The same work as several operations and as one. */
    record Fused(List<Operation> apart, Operation whole) {}

    Operation.Conv square(int inputs, int outputs, int edge, double density) {
        return conv(inputs, outputs, edge, KERNEL, 1, density);
    }

    Operation.Up up(int inputs, int outputs, int edge, double density) {
        int taps = STRIDE * STRIDE * STRIDE;
        UpWeights weights = new UpWeights(
                inputs, outputs, taps, weights(inputs * outputs * taps), active(inputs * outputs, density), null);
        return new Operation.Up(
                "up", sources(inputs, edge), buffer(outputs, edge * STRIDE), weights, Size3.cube(STRIDE));
    }

    Operation.MaxPool pool(int channels, int edge) {
        return new Operation.MaxPool(
                "pool", sources(channels, edge), buffer(channels, edge / STRIDE), Size3.cube(STRIDE));
    }

    private ConvWeights square(int outputs, int inputs, double density) {
        float[] values = weights(outputs * inputs * KERNEL * KERNEL);
        return new ConvWeights(outputs, inputs, KERNEL, KERNEL, values, active(outputs * inputs, density), null);
    }

    private List<Source> sources(int channels, int edge) {
        return shifted(buffer(channels, edge));
    }

    private static List<Source> stored(TensorBuffer buffer) {
        return IntStream.range(0, buffer.channels())
                .mapToObj(c -> Source.stored(buffer, c))
                .toList();
    }

    private static List<Source> shifted(TensorBuffer buffer) {
        int channels = buffer.channels();
        List<Source> sources = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            // As behind a restricted shift: the first third looks one slice ahead, the last one behind.
            int zOffset = 1 - 3 * c / channels;
            sources.add(new Source(buffer, c, zOffset, Source.AS_STORED, 1));
        }
        return List.copyOf(sources);
    }

    private TensorBuffer buffer(int channels, int edge) {
        TensorBuffer buffer = new TensorBuffer(channels, Size3.cube(edge));
        buffer.placeAt(end);
        end += buffer.floats();
        return buffer;
    }

    private float[] weights(int count) {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return weights;
    }

    private BitSet active(int kernels, double density) {
        BitSet active = new BitSet(kernels);
        for (int i = 0; i < kernels; i++) {
            active.set(i, random.nextDouble() < density);
        }
        return active;
    }
}
