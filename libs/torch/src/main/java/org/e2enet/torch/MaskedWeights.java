package org.e2enet.torch;

import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;

/** A model's weights as the network uses them: inactive kernels zero, whatever the checkpoint left in them. */
final class MaskedWeights {
    private MaskedWeights() {}

    /** A copy where there is a mask, else the model's own array. */
    static float[] of(Model model, Parameter parameter) {
        float[] values = model.weight(parameter).values();
        return model.topology()
                .mask(parameter.name())
                .map(mask -> masked(values, mask, parameter.taps()))
                .orElse(values);
    }

    private static float[] masked(float[] values, KernelMask mask, int taps) {
        float[] masked = new float[values.length];
        mask.active().stream().forEach(kernel -> System.arraycopy(values, kernel * taps, masked, kernel * taps, taps));
        return masked;
    }
}
