package org.e2enet.training.run;

import java.util.Optional;
import org.e2enet.network.topology.Exploration;
import org.e2enet.network.training.TrainingState;

/**
 * Everything a run carries from step to step besides its setup: restored, it goes on as {@link TrainingState} says.
 *
 * @param updates topology updates made
 * @param validation smoothed Dice so far and its best
 * @param engine that made the last step; empty before the first
 */
public record RunState(
        TrainingState training,
        Exploration exploration,
        int updates,
        SmoothedDice validation,
        Optional<String> engine) {
    /**
     * Exponential mean 0.9 / 0.1 of the epochs' Dice (nnU-Net's rule for the best model).
     *
     * @param current empty before the first epoch with a defined Dice
     */
    public record SmoothedDice(Optional<Double> current, Optional<Double> best) {
        private static final double MEMORY = 0.9;

        public static final SmoothedDice NONE = new SmoothedDice(Optional.empty(), Optional.empty());

        SmoothedDice with(Optional<Double> epochDice) {
            if (epochDice.isEmpty()) {
                return this;
            }
            double next = current.map(value -> MEMORY * value + (1 - MEMORY) * epochDice.get())
                    .orElse(epochDice.get());
            return new SmoothedDice(Optional.of(next), Optional.of(Math.max(next, best.orElse(next))));
        }

        boolean isBestOf(SmoothedDice before) {
            return best.isPresent() && !best.equals(before.best());
        }
    }

    public int iteration() {
        return Math.toIntExact(training.steps());
    }
}
