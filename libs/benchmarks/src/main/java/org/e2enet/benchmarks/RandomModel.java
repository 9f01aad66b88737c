package org.e2enet.benchmarks;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.Tensor;

/** Models with random weights: the time of a forward does not depend on their values. */
public final class RandomModel {
    private RandomModel() {}

    /** A model whose maskable tensors have exactly round(kernels · (1 − sparsity)) active kernels at random places. */
    public static Model of(Graph graph, double sparsity, long seed) {
        RandomGenerator random = new Random(seed);
        Map<String, Tensor> weights = new HashMap<>();
        Map<String, KernelMask> masks = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            KernelMask mask = parameter.maskable() && sparsity > 0 ? mask(parameter, sparsity, seed) : null;
            if (mask != null) {
                masks.put(parameter.name(), mask);
            }
            weights.put(parameter.name(), new Tensor(parameter.shape(), values(parameter, mask, random)));
        }
        return new Model(graph, weights, new Topology(masks));
    }

    /** Masked kernels are zero, as in a checkpoint, so that engines without masks compute the same. */
    private static float[] values(Parameter parameter, KernelMask mask, RandomGenerator random) {
        float[] values = new float[parameter.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (parameter.kind()) {
                case CONV_WEIGHT, TRANSPOSED_CONV_WEIGHT -> {
                    int kernel = i / parameter.taps();
                    boolean active =
                            mask == null || mask.isActive(kernel / parameter.columns(), kernel % parameter.columns());
                    double deviation = Math.sqrt(2.0 / (parameter.columns() * parameter.taps()));
                    yield active ? (float) (random.nextGaussian() * deviation) : 0;
                }
                case NORM_WEIGHT -> 1;
                case CONV_BIAS, NORM_BIAS -> (float) (0.1 * random.nextGaussian());
            };
        }
        return values;
    }

    private static KernelMask mask(Parameter parameter, double sparsity, long seed) {
        int kernels = parameter.rows() * parameter.columns();
        List<Integer> order = new ArrayList<>(kernels);
        for (int i = 0; i < kernels; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed ^ parameter.name().hashCode()));
        BitSet active = new BitSet(kernels);
        order.subList(0, (int) Math.round(kernels * (1 - sparsity))).forEach(active::set);
        return new KernelMask(parameter.rows(), parameter.columns(), active);
    }

    /** Gaussian noise, as a normalised scan would be. */
    public static float[] input(int length, long seed) {
        RandomGenerator random = new Random(seed);
        float[] input = new float[length];
        for (int i = 0; i < length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        return input;
    }
}
