package org.e2enet.network.checkpoint;

import java.util.Objects;
import org.e2enet.network.Size3;
import org.e2enet.network.Tensor;
import org.e2enet.network.engine.CompiledNetwork;

/**
 * A small input and the logits a model must give for it: shows that weights arrived whole and that an engine computes what
 * training computed.
 *
 * @param input {@code [1, C, D, H, W]}
 * @param logits of the full resolution head, {@code [1, classes, D, H, W]}
 */
public record Probe(Tensor input, Tensor logits) {
    public Probe {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(logits, "logits");
        if (input.shape().size() != 5
                || logits.shape().size() != 5
                || !input.shape().subList(2, 5).equals(logits.shape().subList(2, 5))) {
            throw new IllegalArgumentException(
                    "a probe needs input and logits on one grid, got " + input.shape() + " and " + logits.shape());
        }
    }

    /** The size a network must be compiled for. */
    public Size3 patch() {
        return Size3.of(input.shape().subList(2, 5));
    }

    /** Largest absolute difference between the logits a network gives and those expected; infinite where one is NaN. */
    public float deviation(CompiledNetwork network) {
        float[] got = network.forward(input.values(), 1).getFirst();
        float[] wanted = logits.values();
        if (got.length != wanted.length) {
            return Float.POSITIVE_INFINITY;
        }
        float largest = 0;
        for (int i = 0; i < got.length; i++) {
            float difference = Math.abs(got[i] - wanted[i]);
            largest = Math.max(largest, Float.isNaN(difference) ? Float.POSITIVE_INFINITY : difference);
        }
        return largest;
    }
}
