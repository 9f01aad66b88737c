package org.e2enet.sparse.training;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.Tensor;
import org.e2enet.sparse.SparseFaults;
import org.e2enet.sparse.plan.TrainingSchedule;

/** What a trainer takes, known before it is made: every tensor has its place in the plan. */
final class StepMemory {
    private StepMemory() {}

    /** Tensors of one sample, however many a batch has, and weights, gradients and moments. Packed weights come on top. */
    static long bytes(Graph graph, Size3 patch, Recipe recipe) {
        if (!patch.isDivisibleBy(graph.divisor())) {
            throw SparseFaults.patchNotDivisible(patch, graph.divisor());
        }
        Map<String, Tensor> weights = new HashMap<>();
        Map<float[], float[]> gradients = new IdentityHashMap<>();
        long elements = 0;
        for (Parameter parameter : graph.parameters()) {
            float[] values = new float[parameter.elements()];
            weights.put(parameter.name(), new Tensor(parameter.shape(), values));
            gradients.put(values, values);
            elements += values.length;
        }
        long tensors = TrainingSchedule.of(
                        new Model(graph, weights, Topology.DENSE),
                        patch,
                        SparseTrainer.losses(graph, patch, recipe),
                        gradients::get)
                .memoryFloats();
        int copies = 2 + TrainedParameters.moments(recipe.optimizer().kind());
        return (tensors + copies * elements) * Float.BYTES;
    }
}
