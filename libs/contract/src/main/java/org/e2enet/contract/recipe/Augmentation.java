package org.e2enet.contract.recipe;

import java.util.List;
import java.util.Objects;
import org.e2enet.contract.Axis;

/**
 * Random changes of training patches, in the order in which they are applied (nnU-Net's list).
 *
 * @param rotationDegrees about each axis
 * @param scaling zoom; below 1 shows less of the case, larger
 * @param noiseVariance of additive Gaussian noise
 * @param blurSigmaVoxels Gaussian blur, each channel with probability 1/2
 * @param brightness factor
 * @param contrast factor around the channel's mean, range kept
 * @param lowResolution zoom down (nearest) and up again (linear), each channel with probability 1/2
 * @param invertedGamma gamma on the negated image, mean and standard deviation kept
 * @param gamma exponent, mean and standard deviation kept
 * @param mirrorAxes each flipped with probability 1/2
 */
public record Augmentation(
        Chance rotationDegrees,
        Chance scaling,
        Chance noiseVariance,
        Chance blurSigmaVoxels,
        Chance brightness,
        Chance contrast,
        Chance lowResolution,
        Chance invertedGamma,
        Chance gamma,
        List<Axis> mirrorAxes) {
    public Augmentation {
        rotationDegrees = Objects.requireNonNullElse(rotationDegrees, Chance.NEVER);
        scaling = Objects.requireNonNullElse(scaling, Chance.NEVER);
        noiseVariance = Objects.requireNonNullElse(noiseVariance, Chance.NEVER);
        blurSigmaVoxels = Objects.requireNonNullElse(blurSigmaVoxels, Chance.NEVER);
        brightness = Objects.requireNonNullElse(brightness, Chance.NEVER);
        contrast = Objects.requireNonNullElse(contrast, Chance.NEVER);
        lowResolution = Objects.requireNonNullElse(lowResolution, Chance.NEVER);
        invertedGamma = Objects.requireNonNullElse(invertedGamma, Chance.NEVER);
        gamma = Objects.requireNonNullElse(gamma, Chance.NEVER);
        mirrorAxes = mirrorAxes == null ? List.of() : List.copyOf(mirrorAxes);
        RecipeFaults.require(
                scaling.probability() == 0 || scaling.min() > 0,
                "augmentation.scaling",
                "must be positive, got " + scaling.min());
    }

    /** nnU-Net's probabilities and ranges, all axes mirrored. */
    public static Augmentation full() {
        return new Augmentation(
                new Chance(0.2, -30, 30),
                new Chance(0.2, 0.7, 1.4),
                new Chance(0.1, 0, 0.1),
                new Chance(0.2, 0.5, 1),
                new Chance(0.15, 0.75, 1.25),
                new Chance(0.15, 0.75, 1.25),
                new Chance(0.25, 0.5, 1),
                new Chance(0.1, 0.7, 1.5),
                new Chance(0.3, 0.7, 1.5),
                List.of(Axis.DEPTH, Axis.HEIGHT, Axis.WIDTH));
    }

    /** For short runs on few cases: always rotated and scaled, intensity often; no mirroring, which would swap sides. */
    public static Augmentation light() {
        return new Augmentation(
                new Chance(0.8, -15, 15),
                new Chance(0.8, 0.85, 1.2),
                new Chance(0.2, 0, 0.05),
                Chance.NEVER,
                new Chance(0.5, 0.8, 1.2),
                new Chance(0.3, 0.8, 1.2),
                Chance.NEVER,
                Chance.NEVER,
                new Chance(0.3, 0.7, 1.5),
                List.of());
    }

    public static Augmentation none() {
        return new Augmentation(null, null, null, null, null, null, null, null, null, null);
    }
}
