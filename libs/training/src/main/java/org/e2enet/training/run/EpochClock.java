package org.e2enet.training.run;

import java.util.List;
import java.util.Optional;
import org.e2enet.contract.recipe.Recipe;

/** Counts epochs: mean loss, learning rate, seconds per step and seconds left. Not thread safe. */
final class EpochClock {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Recipe recipe;
    private int epoch;
    private double lossSum;
    private int steps;
    private long startNanos = System.nanoTime();

    EpochClock(Recipe recipe, int firstIteration) {
        this.recipe = recipe;
        this.epoch = firstIteration / recipe.iterationsPerEpoch();
    }

    /** lr·(1 − epoch/epochs)^power, constant over an epoch. */
    double learningRate() {
        double left = 1 - (double) epoch / recipe.epochs();
        return recipe.optimizer().learningRate()
                * Math.pow(left, recipe.optimizer().polyPower());
    }

    void add(double loss) {
        lossSum += loss;
        steps++;
    }

    int epoch() {
        return epoch;
    }

    RunListener.EpochReport finish(int iteration, List<Optional<Double>> dice, Optional<Double> meanDice) {
        double learningRate = learningRate();
        double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND / steps;
        double loss = lossSum / steps;
        epoch++;
        lossSum = 0;
        steps = 0;
        startNanos = System.nanoTime();
        double secondsLeft = seconds * (recipe.iterations() - iteration);
        return new RunListener.EpochReport(epoch, iteration, loss, learningRate, dice, meanDice, seconds, secondsLeft);
    }
}
