package org.e2enet.network.initial;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.random.Xoshiro;
import org.e2enet.safetensors.Tensor;

/**
 * Start weights (spec §1): He normal with slope 0.01 for convolutions and transposed convolutions, biases 0, norm weights
 * 1, norm biases 0. Each tensor draws from a stream named after it, so that its values depend on the seed and its name
 * only, not on the rest of the graph.
 */
public final class Initializer {
    private static final double SLOPE = 0.01;

    private final long seed;

    public Initializer(long seed) {
        this.seed = seed;
    }

    /** Values for every parameter of a graph, in its order, masked kernels included. */
    public Map<String, Tensor> weights(Graph graph) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            weights.put(parameter.name(), tensor(parameter, "weights/" + parameter.name()));
        }
        return weights;
    }

    /** Values for the kernels of a tensor that grow at an iteration, where they start anew; shape of the whole tensor. */
    public Tensor regrown(Parameter parameter, int iteration) {
        return tensor(parameter, "regrown/" + iteration + "/" + parameter.name());
    }

    /**
     * Standard deviation √(2 / (1 + a²) / fan-in). Fan-in is taken as PyTorch does: second axis × taps, which for a
     * transposed convolution are its output channels.
     */
    static double standardDeviation(Parameter parameter) {
        double fanIn = (double) parameter.columns() * parameter.taps();
        return Math.sqrt(2 / (1 + SLOPE * SLOPE) / fanIn);
    }

    private Tensor tensor(Parameter parameter, String stream) {
        float[] values = new float[parameter.elements()];
        switch (parameter.kind()) {
            case CONV_WEIGHT, TRANSPOSED_CONV_WEIGHT ->
                fillNormal(values, standardDeviation(parameter), Xoshiro.of(seed, stream));
            case NORM_WEIGHT -> Arrays.fill(values, 1);
            case CONV_BIAS, NORM_BIAS -> Arrays.fill(values, 0);
        }
        return new Tensor(parameter.shape(), values);
    }

    private static void fillNormal(float[] values, double standardDeviation, RandomGenerator random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * standardDeviation);
        }
    }
}
