package org.e2enet.scoring.evaluation;

import java.util.List;
import org.e2enet.scoring.surface.HausdorffVariant;
import org.e2enet.scoring.surface.NsdVariant;

/**
 * All classes of one case, with the rules they were scored by.
 *
 * @param policy what absent classes scored
 * @param nsd how NSD was weighed
 * @param hausdorff how HD and HD95 were taken
 * @param classes one score per class, in the order asked for
 */
public record CaseScore(
        AbsentClassPolicy policy, NsdVariant nsd, HausdorffVariant hausdorff, List<ClassScore> classes) {
    public CaseScore {
        classes = List.copyOf(classes);
    }

    /** Mean over the classes of this case. */
    public Mean meanDice() {
        return Mean.of(classes.stream().map(ClassScore::dice));
    }

    /** Mean over the classes of this case. */
    public Mean meanNsd() {
        return Mean.of(classes.stream().map(ClassScore::nsd));
    }

    /** Mean over the classes of this case. */
    public Mean meanHd95Mm() {
        return Mean.of(classes.stream().map(ClassScore::hd95Mm));
    }
}
