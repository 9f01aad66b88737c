package org.e2enet.network.topology;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.random.Xoshiro;

/** The topology training starts from (spec §3): of each maskable tensor as many kernels as the plan asks, at random. */
public final class TopologyStart {
    private TopologyStart() {}

    /**
     * Draws the start topology. A tensor of density 1 gets no mask. Depends on the plan's densities, the tensors' names and
     * the seed only.
     */
    public static Topology random(Graph graph, Plan plan, long seed) {
        Map<String, KernelMask> masks = new LinkedHashMap<>();
        for (Parameter parameter : graph.maskableParameters()) {
            if (plan.densityOf(parameter.name()) < 1) {
                int kernels = parameter.rows() * parameter.columns();
                BitSet active = RandomKernels.among(
                        allOf(kernels),
                        activeKernels(parameter, plan),
                        Xoshiro.of(seed, "topology/" + parameter.name()));
                masks.put(parameter.name(), new KernelMask(parameter.rows(), parameter.columns(), active));
            }
        }
        return new Topology(masks);
    }

    /** round(rows · columns · density): kernels that a maskable tensor keeps active from start to end. */
    public static int activeKernels(Parameter parameter, Plan plan) {
        double kernels = (double) parameter.rows() * parameter.columns();
        return (int) Math.round(kernels * Math.min(1, plan.densityOf(parameter.name())));
    }

    private static BitSet allOf(int kernels) {
        BitSet all = new BitSet();
        all.set(0, kernels);
        return all;
    }

    /** Uniform draws without repetition. */
    static final class RandomKernels {
        private RandomKernels() {}

        /** {@code count} of the candidates: the first steps of a Fisher–Yates shuffle. */
        static BitSet among(BitSet candidates, int count, RandomGenerator random) {
            int[] indices = candidates.stream().toArray();
            BitSet drawn = new BitSet();
            for (int i = 0; i < count; i++) {
                int j = i + random.nextInt(indices.length - i);
                drawn.set(indices[j]);
                indices[j] = indices[i];
            }
            return drawn;
        }
    }
}
