package org.e2enet.network.training;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one training step saw, before its update but for the last figure.
 *
 * @param step number of this step, from 1
 * @param loss weighted sum over heads of cross-entropy + Dice loss
 * @param crossEntropy per head, full resolution first
 * @param diceLoss per head: minus the mean soft Dice of the foreground classes
 * @param gradientNormActive L2 norm of the gradient of active weights, before clipping
 * @param gradientNormAll the same with the masked weights; empty where the step computed no gradient of theirs
 * @param weightSum of all weights after the update; not finite if one of them is not
 */
public record StepResult(
        long step,
        double loss,
        List<Double> crossEntropy,
        List<Double> diceLoss,
        double gradientNormActive,
        OptionalDouble gradientNormAll,
        double weightSum) {
    public StepResult {
        crossEntropy = List.copyOf(crossEntropy);
        diceLoss = List.copyOf(diceLoss);
    }

    /** The norm of all that was computed: finite exactly if every gradient is. */
    public double gradientNorm() {
        return gradientNormAll.orElse(gradientNormActive);
    }
}
