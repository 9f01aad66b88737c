package org.e2enet.standalone.scores;

import java.util.List;
import java.util.OptionalDouble;
import org.e2enet.scoring.evaluation.CaseScore;
import org.e2enet.scoring.evaluation.ClassScore;
import org.e2enet.scoring.evaluation.Region;

/** {@code score --json}; figures that are not defined are null. */
record ScoreDocument(
        String policy,
        String nsd,
        String hd,
        List<ClassLine> classes,
        List<RegionLine> regions,
        Double meanDice,
        Double meanNsd,
        int definedClasses) {
    /** One class. */
    record ClassLine(
            int label,
            long voxelsTruth,
            long voxelsPrediction,
            double volumeTruthMm3,
            double volumePredictionMm3,
            Double dice,
            Double nsd,
            double toleranceMm,
            Double hdMm,
            Double hd95Mm,
            boolean defined) {}

    /** Classes taken together; not part of the means. */
    record RegionLine(
            String name,
            List<Integer> labels,
            long voxelsTruth,
            long voxelsPrediction,
            double volumeTruthMm3,
            double volumePredictionMm3,
            Double dice,
            Double nsd,
            double toleranceMm,
            Double hdMm,
            Double hd95Mm,
            boolean defined) {
        static RegionLine of(Region region, ClassScore score) {
            return new RegionLine(
                    region.name(),
                    region.labels(),
                    score.voxelsTruth(),
                    score.voxelsPrediction(),
                    score.truthMm3(),
                    score.predictionMm3(),
                    orNull(score.dice()),
                    orNull(score.nsd()),
                    score.toleranceMm(),
                    orNull(score.hdMm()),
                    orNull(score.hd95Mm()),
                    score.defined());
        }
    }

    static ScoreDocument of(CaseScore score, List<RegionLine> regions) {
        return new ScoreDocument(
                score.policy().id(),
                score.nsd().id(),
                score.hausdorff().id(),
                score.classes().stream().map(ScoreDocument::line).toList(),
                regions,
                orNull(score.meanDice().value()),
                orNull(score.meanNsd().value()),
                score.meanDice().defined());
    }

    private static ClassLine line(ClassScore score) {
        return new ClassLine(
                score.label(),
                score.voxelsTruth(),
                score.voxelsPrediction(),
                score.truthMm3(),
                score.predictionMm3(),
                orNull(score.dice()),
                orNull(score.nsd()),
                score.toleranceMm(),
                orNull(score.hdMm()),
                orNull(score.hd95Mm()),
                score.defined());
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
