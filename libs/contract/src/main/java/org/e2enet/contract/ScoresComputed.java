package org.e2enet.contract;

import java.util.List;

/**
 * One prediction against its truth.
 *
 * @param policy how absent classes count, by name
 * @param nsd variant: {@code surfel} or {@code boundary-voxels}
 * @param hd variant: {@code surfel-weighted}, {@code directed-max} or {@code pooled}
 * @param meanDice over the defined classes, or null when none is
 * @param meanNsd over the defined classes, or null when none is
 * @param definedClasses how many classes the means rest on
 */
public record ScoresComputed(
        String predictionId,
        String scanId,
        String modelId,
        String dataset,
        String policy,
        String nsd,
        String hd,
        List<ClassScore> classes,
        Double meanDice,
        Double meanNsd,
        int definedClasses,
        double seconds)
        implements Event {
    /**
     * Scores of one class; null where undefined.
     *
     * @param truthMm3 volume in the truth
     * @param predictionMm3 volume in the prediction
     * @param falsePositiveMm3 volume predicted outside the truth
     * @param defined whether Dice and NSD count in the means
     */
    public record ClassScore(
            int label,
            String name,
            long voxelsTruth,
            long voxelsPrediction,
            double truthMm3,
            double predictionMm3,
            double falsePositiveMm3,
            Double dice,
            Double nsd,
            double toleranceMm,
            Double hdMm,
            Double hd95Mm,
            boolean defined) {
        public ClassScore {
            Check.atLeast(label, 1, "label");
            Check.text(name, "name");
            Check.atLeast(voxelsTruth, 0, "voxelsTruth");
            Check.atLeast(voxelsPrediction, 0, "voxelsPrediction");
        }
    }

    public ScoresComputed {
        Check.name(predictionId, "predictionId");
        Check.name(scanId, "scanId");
        Check.name(modelId, "modelId");
        Check.name(dataset, "dataset");
        Check.text(policy, "policy");
        Check.text(nsd, "nsd");
        Check.text(hd, "hd");
        classes = Check.list(classes);
        Check.within(definedClasses, 0, classes.size(), "definedClasses");
    }

    @Override
    public String key() {
        return scanId + "/" + modelId;
    }

    @Override
    public String toString() {
        return "ScoresComputed[" + predictionId + "]";
    }
}
