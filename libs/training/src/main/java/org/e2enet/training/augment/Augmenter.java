package org.e2enet.training.augment;

import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Chance;
import org.e2enet.network.engine.Flip;
import org.e2enet.training.data.TrainingCase;

/** Cuts a patch out of a case, changed as the recipe asks. Thread-safe. */
public final class Augmenter {
    private final Augmentation recipe;

    public Augmenter(Augmentation recipe) {
        this.recipe = recipe;
    }

    /**
     * Writes sample {@code sample} of a batch.
     *
     * @param start first voxel of the patch in the case, [d, h, w]; may be negative where the case is smaller
     * @param images {@code [N][C][D][H][W]}
     * @param targets {@code [N][D][H][W]}
     */
    public void cut(
            TrainingCase from,
            int[] start,
            Size3 patch,
            float[] images,
            short[] targets,
            int sample,
            RandomGenerator random) {
        int voxels = Math.toIntExact(patch.volume());
        SpatialTransform spatial = SpatialTransform.draw(recipe, start, patch, random);
        spatial.labels(from, patch, targets, sample * voxels);
        for (int c = 0; c < from.channels(); c++) {
            spatial.image(from, c, patch, images, (sample * from.channels() + c) * voxels);
        }
        changeIntensity(images, sample * from.channels() * voxels, from.channels(), patch, random);
        Set<Axis> mirrored = EnumSet.noneOf(Axis.class);
        for (Axis axis : recipe.mirrorAxes()) {
            if (random.nextBoolean()) {
                mirrored.add(axis);
            }
        }
        if (!mirrored.isEmpty()) {
            Flip flip = new Flip(mirrored, patch);
            flip.inPlace(targets, sample * voxels);
            for (int c = 0; c < from.channels(); c++) {
                flip.inPlace(images, (sample * from.channels() + c) * voxels);
            }
        }
    }

    private void changeIntensity(float[] images, int offset, int channels, Size3 patch, RandomGenerator random) {
        int voxels = Math.toIntExact(patch.volume());
        boolean noisy = happens(recipe.noiseVariance(), random);
        boolean blurred = happens(recipe.blurSigmaVoxels(), random);
        boolean brightened = happens(recipe.brightness(), random);
        boolean contrasted = happens(recipe.contrast(), random);
        boolean coarsened = happens(recipe.lowResolution(), random);
        boolean gammaInverted = happens(recipe.invertedGamma(), random);
        boolean gammaed = happens(recipe.gamma(), random);
        for (int c = 0; c < channels; c++) {
            Channel channel = new Channel(images, offset + c * voxels, voxels);
            if (noisy) {
                channel.addNoise(Math.sqrt(strength(recipe.noiseVariance(), random)), random);
            }
            if (blurred && random.nextBoolean()) {
                GaussianBlur.apply(channel, patch, strength(recipe.blurSigmaVoxels(), random));
            }
            if (brightened) {
                channel.multiply(strength(recipe.brightness(), random));
            }
            if (contrasted) {
                channel.changeContrast(strength(recipe.contrast(), random));
            }
            if (coarsened && random.nextBoolean()) {
                LowResolution.apply(channel, patch, strength(recipe.lowResolution(), random));
            }
            if (gammaInverted) {
                channel.multiply(-1);
                channel.changeGamma(strength(recipe.invertedGamma(), random));
                channel.multiply(-1);
            }
            if (gammaed) {
                channel.changeGamma(strength(recipe.gamma(), random));
            }
        }
    }

    static boolean happens(Chance chance, RandomGenerator random) {
        return random.nextDouble() < chance.probability();
    }

    static double strength(Chance chance, RandomGenerator random) {
        return chance.min() + (chance.max() - chance.min()) * random.nextDouble();
    }
}
