package org.e2enet.network.training;

import java.util.Map;
import java.util.Objects;
import org.e2enet.network.engine.Model;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.Tensor;

/**
 * All that a step depends on besides its batch: restored, training goes on to the bits that {@link Trainer} promises.
 *
 * @param steps steps done
 * @param weights by parameter name
 * @param momentum of SGD, first moment of AdamW; by parameter name
 * @param secondMoment of AdamW; empty for SGD
 */
public record TrainingState(
        long steps,
        Map<String, Tensor> weights,
        Map<String, Tensor> momentum,
        Map<String, Tensor> secondMoment,
        Topology topology) {
    public TrainingState {
        weights = Map.copyOf(weights);
        momentum = Map.copyOf(momentum);
        secondMoment = Map.copyOf(secondMoment);
        Objects.requireNonNull(topology, "topology");
    }

    /** Before the first step: a model's weights and topology with an optimiser that remembers nothing. */
    public static TrainingState start(Model model) {
        return new TrainingState(0, model.weights(), Map.of(), Map.of(), model.topology());
    }
}
