package org.e2enet.scoring.evaluation;

import java.util.OptionalDouble;

/**
 * One class of one case. Empty figures are undefined by the case's {@link AbsentClassPolicy}.
 *
 * @param label the class' value in the label volumes
 * @param voxelsTruth voxels of the class in the truth
 * @param voxelsPrediction voxels of the class in the prediction
 * @param truthMm3 volume in the truth
 * @param predictionMm3 volume in the prediction
 * @param falsePositiveMm3 volume predicted outside the truth
 * @param dice 2|A∩B| / (|A|+|B|), 0 … 1
 * @param toleranceMm tolerance of the NSD
 * @param nsd normalised surface Dice, 0 … 1
 * @param hdMm Hausdorff distance
 * @param hd95Mm 95th percentile of the surface distances
 */
public record ClassScore(
        int label,
        long voxelsTruth,
        long voxelsPrediction,
        double truthMm3,
        double predictionMm3,
        double falsePositiveMm3,
        OptionalDouble dice,
        double toleranceMm,
        OptionalDouble nsd,
        OptionalDouble hdMm,
        OptionalDouble hd95Mm) {
    /** Whether the class counts in the means of Dice and NSD. */
    public boolean defined() {
        return dice.isPresent();
    }
}
