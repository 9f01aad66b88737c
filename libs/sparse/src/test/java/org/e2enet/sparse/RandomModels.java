package org.e2enet.sparse;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.Tensor;

/** Random weights of natural size, a quarter of the norms' factors negative, and random masks, with rows that have no active kernel at all now and then. */
final class RandomModels {
    private RandomModels() {}

    static Model model(Graph graph, double density, RandomGenerator random) {
        Map<String, Tensor> weights = new HashMap<>();
        Map<String, KernelMask> masks = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            float[] values = new float[parameter.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(parameter, density, random);
                if (parameter.kind() == Parameter.Kind.NORM_WEIGHT && i % 4 == 3) {
                    values[i] = -values[i];
                }
            }
            weights.put(parameter.name(), new Tensor(parameter.shape(), values));
            if (parameter.maskable() && density < 1) {
                masks.put(parameter.name(), mask(parameter, density, random));
            }
        }
        return new Model(graph, weights, new Topology(masks));
    }

    static float[] input(int length, RandomGenerator random) {
        float[] input = new float[length];
        for (int i = 0; i < length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        return input;
    }

    private static float value(Parameter parameter, double density, RandomGenerator random) {
        return switch (parameter.kind()) {
            case CONV_WEIGHT, TRANSPOSED_CONV_WEIGHT -> {
                double fanIn = Math.max(1, parameter.columns() * parameter.taps() * density);
                yield (float) (random.nextGaussian() * Math.sqrt(2 / fanIn));
            }
            case NORM_WEIGHT -> (float) (1 + 0.5 * random.nextGaussian());
            case CONV_BIAS, NORM_BIAS -> (float) (0.3 * random.nextGaussian());
        };
    }

    private static KernelMask mask(Parameter parameter, double density, RandomGenerator random) {
        BitSet active = new BitSet();
        int emptyRow = random.nextInt(parameter.rows());
        for (int kernel = 0; kernel < parameter.rows() * parameter.columns(); kernel++) {
            if (kernel / parameter.columns() != emptyRow && random.nextDouble() < density) {
                active.set(kernel);
            }
        }
        return new KernelMask(parameter.rows(), parameter.columns(), active);
    }
}
