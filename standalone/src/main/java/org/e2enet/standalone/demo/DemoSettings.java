package org.e2enet.standalone.demo;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.e2enet.contract.EngineChoice;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.network.architecture.Presets;

/**
 * How large a demo is.
 *
 * @param minutes about how long it may take on two cores; training is cut to fit
 * @param keep whether the stack stays up after it
 * @param otherGridsMm voxel sizes that the held-out scan is segmented at besides its own
 * @param spoilt whether it is segmented as it should not be, too, to see what is flagged
 */
record DemoSettings(
        Path out,
        double minutes,
        long seed,
        EngineChoice engine,
        boolean keep,
        List<Double> otherGridsMm,
        boolean spoilt) {
    private static final int BASE_CHANNELS = 16;
    private static final int MOST_CHANNELS = 96;
    private static final int LEVELS = 5;
    private static final double SPARSITY = 0.8;

    /** Steps of {@value #BASE_CHANNELS}-channel E2ENet on a 64×80×32 patch that two cores take in a minute on the sparse engine, with care. */
    private static final int STEPS_PER_MINUTE = 160;
    /** Start, upload, prediction, scores and pictures. */
    private static final double MINUTES_BESIDE_TRAINING = 0.8;

    private static final int EPOCHS = 20;
    private static final int FEWEST_STEPS_PER_EPOCH = 1;
    /** ΔT of a run that has the time for it. */
    private static final int EVOLUTION_INTERVAL = 100;
    /** Short runs evolve more often, so that there is something to see. */
    private static final int FEWEST_UPDATES = 4;

    Recipe recipe() {
        int steps = (int) (STEPS_PER_MINUTE * (minutes - MINUTES_BESIDE_TRAINING));
        int stepsPerEpoch = Math.max(FEWEST_STEPS_PER_EPOCH, steps / EPOCHS);
        Recipe quick = Recipe.quick(EPOCHS, stepsPerEpoch, seed);
        int interval = Math.min(EVOLUTION_INTERVAL, quick.iterations() / (FEWEST_UPDATES + 1));
        return new Recipe(
                quick.optimizer(),
                quick.epochs(),
                quick.iterationsPerEpoch(),
                quick.batch(),
                quick.clipNorm(),
                quick.headWeights(),
                quick.batchDice(),
                Evolution.every(interval),
                quick.augmentation(),
                quick.foregroundShare(),
                quick.seed());
    }

    /** The network for one patch that holds a whole scan of this size. */
    static Plan plan(Size3 extent, List<Double> spacingMm, int channels, int classes) {
        Plan shape = Presets.e2enet(BASE_CHANNELS, MOST_CHANNELS, LEVELS, channels, classes, Size3.cube(16), SPARSITY);
        Size3 divisor = shape.divisor();
        Size3 patch = extent.dividedBy(divisor).times(divisor);
        return shape.withPatch(patch)
                .withPreparation(Preparation.canonical(
                        Spacing.of(spacingMm), Collections.nCopies(channels, ChannelNormalization.Z_SCORE)));
    }
}
