package org.e2enet.torch.training;

import java.util.Map;
import java.util.Objects;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.Tensor;

/**
 * All that a step depends on besides its batch: restored, training goes on to the same bits (CPU, same thread count).
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
}
