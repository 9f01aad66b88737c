package org.e2enet.training.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.Exploration;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.network.training.TrainingState;
import org.e2enet.safetensors.Tensor;

/** The state before the first step: of random weights and masks, or of a trained model's. */
final class RunStart {
    private RunStart() {}

    static RunState random(Graph graph, Plan plan, long seed) {
        return state(new Initializer(seed).weights(graph), TopologyStart.random(graph, plan, seed));
    }

    /**
     * A trained model's weights and masks. Tensors whose shape hangs on the number of classes are as at random where it differs:
     * the heads, in V-Net also the block before the last head.
     */
    static RunState tuned(Graph graph, Plan plan, long seed, Checkpoint from) {
        plan.requireStart(from.description().plan());
        Model model = from.model();
        Set<Parameter> kept = model.graph().parameters().stream().collect(Collectors.toSet());
        Map<String, Tensor> weights = new Initializer(seed).weights(graph);
        Topology random = TopologyStart.random(graph, plan, seed);
        Map<String, KernelMask> masks = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            boolean taken = kept.contains(parameter);
            if (taken) {
                weights.put(parameter.name(), model.weight(parameter));
            }
            (taken ? model.topology() : random)
                    .mask(parameter.name())
                    .ifPresent(mask -> masks.put(parameter.name(), mask));
        }
        return state(weights, new Topology(masks));
    }

    private static RunState state(Map<String, Tensor> weights, Topology topology) {
        return new RunState(
                new TrainingState(0, weights, Map.of(), Map.of(), topology),
                new Exploration(topology),
                0,
                RunState.SmoothedDice.NONE,
                Optional.empty());
    }
}
