package org.e2enet.scoring.evaluation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.e2enet.faults.Fault;
import org.e2enet.scoring.surface.HausdorffVariant;
import org.e2enet.scoring.surface.NsdVariant;

/**
 * What to score and how.
 *
 * @param labels the classes, each 1 … 32767, without background; none where neither truth nor prediction has any
 * @param toleranceMm NSD tolerance of classes without one of their own
 * @param toleranceMmByLabel NSD tolerances of single classes
 */
public record ScoringRules(
        List<Integer> labels,
        double toleranceMm,
        Map<Integer, Double> toleranceMmByLabel,
        NsdVariant nsd,
        HausdorffVariant hausdorff,
        AbsentClassPolicy policy) {
    /** NSD tolerance where none is asked for. */
    public static final double DEFAULT_TOLERANCE_MM = 1;

    /** @throws org.e2enet.faults.FaultException SCO-102 for impossible classes, SCO-103 for a tolerance below 0 or not finite */
    public ScoringRules {
        labels = List.copyOf(labels);
        toleranceMmByLabel = Map.copyOf(toleranceMmByLabel);
        if (new HashSet<>(labels).size() != labels.size()) {
            throw wrongLabels("the classes " + labels + " repeat");
        }
        if (labels.stream().anyMatch(label -> label < 1 || label > Short.MAX_VALUE)) {
            throw wrongLabels("the classes " + labels + " are not all within 1 … " + Short.MAX_VALUE);
        }
        requireTolerance(toleranceMm, "toleranceMm");
        toleranceMmByLabel.forEach((label, mm) -> requireTolerance(mm, "toleranceMm of class " + label));
    }

    /** The project's defaults: tolerance 1 mm, surfels, absent in both undefined. */
    public static ScoringRules defaults(List<Integer> labels) {
        return new ScoringRules(
                labels,
                DEFAULT_TOLERANCE_MM,
                Map.of(),
                NsdVariant.named(NsdVariant.DEFAULT),
                HausdorffVariant.named(HausdorffVariant.DEFAULT),
                AbsentClassPolicy.named(AbsentClassPolicy.DEFAULT));
    }

    /** The same rules for other classes. */
    public ScoringRules forLabels(List<Integer> others) {
        return new ScoringRules(others, toleranceMm, toleranceMmByLabel, nsd, hausdorff, policy);
    }

    double toleranceMm(int label) {
        return toleranceMmByLabel.getOrDefault(label, toleranceMm);
    }

    private static RuntimeException wrongLabels(String what) {
        return new Fault("SCO-102", what, "labels", "Name each class to score once, without background.").exception();
    }

    private static void requireTolerance(double mm, String where) {
        if (!(mm >= 0 && Double.isFinite(mm))) {
            throw new Fault("SCO-103", "a tolerance of " + mm + " mm", where, "Give millimetres, 0 or more.")
                    .exception();
        }
    }
}
