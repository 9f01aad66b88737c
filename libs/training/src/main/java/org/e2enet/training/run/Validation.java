package org.e2enet.training.run;

import java.util.Arrays;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.Trainer;
import org.e2enet.training.augment.Augmenter;
import org.e2enet.training.data.CaseSource;
import org.e2enet.training.data.PatchSampler;

/**
 * Dice after each epoch, on the same unchanged patches every time, so that its curve shows the model and not the draw.
 *
 * @param batches nnU-Net takes 50 for 250 training steps: one in five. On training cases one batch must do
 */
record Validation(PatchSampler sampler, Size3 patch, int batches, int classes, boolean isOnKeptCases) {
    private static final int STEPS_PER_BATCH = 5;

    static Validation of(RunSetup setup) {
        Recipe recipe = setup.recipe();
        boolean kept = !setup.validation().isEmpty();
        CaseSource cases = kept ? setup.validation() : setup.training();
        PatchSampler sampler = new PatchSampler(
                cases,
                setup.plan().patch(),
                recipe.batch(),
                recipe.foregroundShare(),
                new Augmenter(Augmentation.none()),
                ~recipe.seed());
        int batches = kept ? Math.max(1, recipe.iterationsPerEpoch() / STEPS_PER_BATCH) : 1;
        return new Validation(
                sampler, setup.plan().patch(), batches, setup.plan().classes(), kept);
    }

    PseudoDice measure(Trainer trainer) {
        PseudoDice dice = new PseudoDice(classes);
        try (CompiledNetwork network = trainer.network(patch)) {
            for (int i = 0; i < batches; i++) {
                count(sampler.batch(i), network, dice);
            }
        }
        return dice;
    }

    private void count(Batch batch, CompiledNetwork network, PseudoDice dice) {
        int voxels = Math.toIntExact(batch.patch().volume());
        int values = batch.channels() * voxels;
        for (int sample = 0; sample < batch.samples(); sample++) {
            float[] image = Arrays.copyOfRange(batch.images(), sample * values, (sample + 1) * values);
            dice.count(network.forward(image, 1).getFirst(), batch.labels(), sample * voxels, voxels);
        }
    }
}
