package org.e2enet.benchmarks.step;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.e2enet.benchmarks.RandomModel;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.training.Batch;

/** Noise with labels at random: the time of a step does not depend on either. */
final class RandomBatch {
    private RandomBatch() {}

    static Batch of(Plan plan, int samples, long seed) {
        int voxels = Math.toIntExact(samples * plan.patch().volume());
        RandomGenerator random = new Random(seed);
        short[] labels = new short[voxels];
        for (int i = 0; i < voxels; i++) {
            labels[i] = (short) random.nextInt(plan.classes());
        }
        float[] images = RandomModel.input(voxels * plan.inputChannels(), seed);
        return new Batch(images, labels, samples, plan.patch());
    }
}
