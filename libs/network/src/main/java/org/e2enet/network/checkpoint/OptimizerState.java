package org.e2enet.network.checkpoint;

import java.util.Map;
import org.e2enet.safetensors.Tensor;

/**
 * What the step rule remembers, by parameter name.
 *
 * @param momentum of SGD, or AdamW's first moment; empty in a model that is not to be trained on
 * @param secondMoment of AdamW; empty for SGD
 */
public record OptimizerState(Map<String, Tensor> momentum, Map<String, Tensor> secondMoment) {
    public static final OptimizerState NONE = new OptimizerState(Map.of(), Map.of());

    public OptimizerState {
        momentum = Map.copyOf(momentum);
        secondMoment = Map.copyOf(secondMoment);
        if (momentum.isEmpty() ? !secondMoment.isEmpty() : !sameNames(momentum, secondMoment)) {
            throw new IllegalArgumentException("both moments must speak of the same parameters");
        }
    }

    boolean isAdam() {
        return !secondMoment.isEmpty();
    }

    private static boolean sameNames(Map<String, Tensor> momentum, Map<String, Tensor> secondMoment) {
        return secondMoment.isEmpty() || secondMoment.keySet().equals(momentum.keySet());
    }
}
