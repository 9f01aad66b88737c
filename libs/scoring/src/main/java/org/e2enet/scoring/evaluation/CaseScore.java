package org.e2enet.scoring.evaluation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.e2enet.scoring.surface.HausdorffVariant;
import org.e2enet.scoring.surface.NsdVariant;

/**
 * All classes of one case, with the rules they were scored by. Where there is no class at all, the case is one that is absent in
 * both: its means are undefined, or perfect, by the policy.
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
        return mean(ClassScore::dice, Agreement::dice);
    }

    /** Mean over the classes of this case. */
    public Mean meanNsd() {
        return mean(ClassScore::nsd, Agreement::nsd);
    }

    /** Mean over the classes of this case. */
    public Mean meanHd95Mm() {
        return mean(ClassScore::hd95Mm, Agreement::hd95Mm);
    }

    private Mean mean(
            Function<ClassScore, OptionalDouble> ofClass, Function<Agreement, OptionalDouble> withoutClasses) {
        return classes.isEmpty()
                ? new Mean(withoutClasses.apply(policy.judge(false, false)), 0, 0)
                : Mean.of(classes.stream().map(ofClass));
    }
}
