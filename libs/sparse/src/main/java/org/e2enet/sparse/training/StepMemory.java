package org.e2enet.sparse.training;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.Tensor;
import org.e2enet.sparse.SparseFaults;
import org.e2enet.sparse.memory.HeadLoss;
import org.e2enet.sparse.plan.TrainingSchedule;

/** What a trainer takes, known before it is made: every tensor has its place in the plan. */
final class StepMemory {
    private StepMemory() {}

    /** Tensors of one sample, however many a batch has, its targets, and weights, gradients and moments. Packed weights come on top. */
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
        List<HeadLoss> losses = SparseTrainer.losses(graph, patch, recipe);
        long targets = losses.stream().mapToLong(HeadLoss::targetFloats).sum();
        long tensors = TrainingSchedule.of(new Model(graph, weights, Topology.DENSE), patch, losses, gradients::get)
                .memoryFloats();
        int copies = 2 + TrainedParameters.moments(recipe.optimizer().kind());
        return (tensors + targets + copies * elements) * Float.BYTES;
    }
}
