package org.e2enet.training.run;

import java.util.Objects;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.training.TrainingEngine;
import org.e2enet.training.data.CaseSource;

/**
 * What a run is made from. Plan, recipe and cases decide its result, the engine its last bits; the rest only where and how fast it runs.
 *
 * @param validation cases kept from training; without any, Dice is shown on unchanged training patches
 * @param engine that makes the steps
 * @param augmentationThreads that prepare batches beside the training thread
 * @param checkpointEveryEpochs distance of interim checkpoints
 */
public record RunSetup(
        Plan plan,
        Recipe recipe,
        CaseSource training,
        CaseSource validation,
        TrainingEngine engine,
        int augmentationThreads,
        int checkpointEveryEpochs) {
    public RunSetup {
        Objects.requireNonNull(plan.patch(), "a plan to train needs a patch");
        if (training.isEmpty()) {
            throw new IllegalArgumentException("a run needs at least one training case");
        }
    }
}
