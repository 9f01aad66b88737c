package org.e2enet.sparse.training;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.safetensors.Tensor;
import org.e2enet.sparse.SparseFaults;
import org.e2enet.sparse.memory.HeadLoss;
import org.e2enet.sparse.plan.TrainingSchedule;
import org.e2enet.sparse.vector.PackedFloats;

/** What a trainer takes, known before it is made: every tensor has its place in the plan, and kernels' copies follow from their density. */
final class StepMemory {
    private StepMemory() {}

    /** Tensors of one sample, however many a batch has, and its targets; outside the heap. */
    static long nativeBytes(Plan plan, Recipe recipe) {
        Graph graph = Architectures.graph(plan);
        Size3 patch = plan.patch();
        if (!patch.isDivisibleBy(graph.divisor())) {
            throw SparseFaults.patchNotDivisible(patch, graph.divisor());
        }
        Map<String, Tensor> weights = new HashMap<>();
        Map<float[], float[]> gradients = new IdentityHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            float[] values = new float[parameter.elements()];
            weights.put(parameter.name(), new Tensor(parameter.shape(), values));
            gradients.put(values, values);
        }
        List<HeadLoss> losses = SparseTrainer.losses(graph, patch, recipe);
        long targets = losses.stream().mapToLong(HeadLoss::targetFloats).sum();
        long tensors = TrainingSchedule.of(new Model(graph, weights, Topology.DENSE), patch, losses, gradients::get)
                .memoryFloats();
        return (tensors + targets) * Float.BYTES;
    }

    /** Weights, gradients and moments, and the kernels' copies of weights and gradients; no less than it comes to. */
    static long heapBytes(Plan plan, Recipe recipe) {
        int copies = 2 + TrainedParameters.moments(recipe.optimizer().kind());
        double floats = 0;
        for (Parameter parameter : Architectures.graph(plan).parameters()) {
            floats += (double) copies * parameter.elements();
            if (parameter.shape().size() == 5) {
                floats += kernelFloats(parameter, plan);
            }
        }
        return (long) (floats * Float.BYTES);
    }

    /** Packed for the way forth and the way back, with the places of mirrored kernels, and a gradient per part of the volume. */
    private static double kernelFloats(Parameter parameter, Plan plan) {
        int all = parameter.elements();
        double kernels = (double) parameter.rows() * parameter.columns();
        double density = parameter.maskable() ? TopologyStart.activeKernels(parameter, plan) / kernels : 1;
        int planeTaps = parameter.shape().get(3) * parameter.shape().get(4);
        return 2 * PackedFloats.oneWay(all, density)
                + (double) all / planeTaps
                + PackedFloats.gradient(parameter.rows(), parameter.columns(), all, density);
    }
}
