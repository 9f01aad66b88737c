package org.e2enet.benchmarks.kernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.e2enet.network.Size3;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.ConvWeights;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.Source;
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

    private List<Source> sources(int channels, int edge) {
        TensorBuffer buffer = buffer(channels, edge);
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
