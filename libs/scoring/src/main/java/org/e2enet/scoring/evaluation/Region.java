package org.e2enet.scoring.evaluation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.e2enet.faults.Fault;

/**
 * Classes scored together as one structure, as BraTS does: the whole tumour is the union of its parts.
 *
 * @param labels the classes, each 1 … 32767; regions may overlap
 */
public record Region(String name, List<Integer> labels) {
    /** The class that {@link #within} gives the region. */
    private static final short INSIDE = 1;

    /** @throws org.e2enet.faults.FaultException SCO-106 when the classes are none, repeat or are impossible */
    public Region {
        labels = List.copyOf(labels);
        boolean possible = labels.stream().allMatch(label -> label >= 1 && label <= Short.MAX_VALUE);
        if (labels.isEmpty() || !possible || new HashSet<>(labels).size() != labels.size()) {
            throw new Fault(
                            "SCO-106",
                            "the region '" + name + "' of the classes " + labels + " is not possible",
                            "regions",
                            "Name each of its classes once, from 1 to " + Short.MAX_VALUE + ".")
                    .exception();
        }
    }

    /**
     * Dice, NSD and distances of the union; its label in the score is 1.
     *
     * @param rules variants, policy and the tolerance of classes without one of their own
     */
    public ClassScore score(LabelGrid truth, LabelGrid prediction, ScoringRules rules) {
        ScoringRules ofUnion = new ScoringRules(
                List.of((int) INSIDE), rules.toleranceMm(), Map.of(), rules.nsd(), rules.hausdorff(), rules.policy());
        return new CaseScorer(ofUnion)
                .score(within(truth), within(prediction))
                .classes()
                .getFirst();
    }

    private LabelGrid within(LabelGrid grid) {
        boolean[] isPart = new boolean[Short.MAX_VALUE + 1];
        labels.forEach(label -> isPart[label] = true);
        short[] union = new short[grid.labels().length];
        for (int i = 0; i < union.length; i++) {
            short label = grid.labels()[i];
            if (label > 0 && isPart[label]) {
                union[i] = INSIDE;
            }
        }
        return new LabelGrid(union, grid.lattice());
    }
}
