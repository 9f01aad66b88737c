package org.e2enet.scoring.evaluation;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.distance.VoxelBits;
import org.e2enet.scoring.surface.SurfaceDistances;

/**
 * Scores predictions against truths by fixed rules. Thread safe; the classes of a case are spread over the common pool,
 * and the result does not depend on the number of threads.
 */
public final class CaseScorer {
    private final ScoringRules rules;

    public CaseScorer(ScoringRules rules) {
        this.rules = rules;
    }

    /**
     * Both volumes on the same voxels; the truth's spacing counts.
     *
     * @throws org.e2enet.faults.FaultException SCO-105 when the volumes differ in size
     */
    public CaseScore score(LabelGrid truth, LabelGrid prediction) {
        requireSameSize(truth, prediction);
        ClassCensus census = new ClassCensus(truth, prediction, rules.labels());
        ClassScore[] scores = new ClassScore[rules.labels().size()];
        IntStream.range(0, scores.length).parallel().forEach(i -> scores[i] = score(truth, prediction, census, i));
        return new CaseScore(rules.policy(), rules.nsd(), rules.hausdorff(), java.util.List.of(scores));
    }

    private ClassScore score(LabelGrid truth, LabelGrid prediction, ClassCensus census, int rank) {
        int label = rules.labels().get(rank);
        long inTruth = census.truth[rank];
        long inPrediction = census.prediction[rank];
        Agreement agreement = inTruth > 0 && inPrediction > 0
                ? measure(truth, prediction, census, rank)
                : rules.policy().judge(inTruth > 0, inPrediction > 0);
        double voxelMm3 = truth.lattice().voxelMm3();
        return new ClassScore(
                label,
                inTruth,
                inPrediction,
                inTruth * voxelMm3,
                inPrediction * voxelMm3,
                (inPrediction - census.both[rank]) * voxelMm3,
                agreement.dice(),
                rules.toleranceMm(label),
                agreement.nsd(),
                agreement.hdMm(),
                agreement.hd95Mm());
    }

    private Agreement measure(LabelGrid truth, LabelGrid prediction, ClassCensus census, int rank) {
        int label = rules.labels().get(rank);
        VoxelBits trueMask = census.mask(rank, label, truth);
        VoxelBits predictedMask = census.mask(rank, label, prediction);
        SurfaceDistances forNsd =
                SurfaceDistances.between(trueMask, predictedMask, rules.nsd().elements());
        SurfaceDistances forHausdorff =
                rules.hausdorff().elements() == rules.nsd().elements()
                        ? forNsd
                        : SurfaceDistances.between(
                                trueMask, predictedMask, rules.hausdorff().elements());
        double dice = 2.0 * census.both[rank] / (census.truth[rank] + census.prediction[rank]);
        return new Agreement(
                OptionalDouble.of(dice),
                OptionalDouble.of(forNsd.nsd(rules.toleranceMm(label))),
                OptionalDouble.of(forHausdorff.hdMm()),
                OptionalDouble.of(forHausdorff.hd95Mm(rules.hausdorff())));
    }

    private static void requireSameSize(LabelGrid truth, LabelGrid prediction) {
        var a = truth.lattice();
        var b = prediction.lattice();
        if (a.nx() != b.nx() || a.ny() != b.ny() || a.nz() != b.nz()) {
            throw new Fault(
                            "SCO-105",
                            "truth of " + a.nx() + " x " + a.ny() + " x " + a.nz() + " voxels, prediction of " + b.nx()
                                    + " x " + b.ny() + " x " + b.nz(),
                            "prediction",
                            "Resample the prediction to the truth's grid before scoring.")
                    .exception();
        }
    }
}
