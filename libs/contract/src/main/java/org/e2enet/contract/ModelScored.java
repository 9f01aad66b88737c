package org.e2enet.contract;

import java.util.List;

/**
 * A model over a whole data set, and its PT value (Eq. 7), which means something only with its comparison set.
 *
 * @param cases how many scored cases the means rest on
 * @param meanDicePercent mean over classes of a case, then over cases; null when undefined
 * @param meanNsdPercent as Dice
 * @param pt null when undefined
 * @param comparisonSet model ids that gave the largest Dice and the least costs
 */
public record ModelScored(
        String modelId,
        String dataset,
        int cases,
        Double meanDicePercent,
        Double meanNsdPercent,
        double paramsM,
        double flopsG,
        Double pt,
        double alpha1,
        double alpha2,
        List<String> comparisonSet)
        implements Event {
    public ModelScored {
        Check.name(modelId, "modelId");
        Check.name(dataset, "dataset");
        Check.atLeast(cases, 0, "cases");
        Check.positive(paramsM, "paramsM");
        Check.positive(flopsG, "flopsG");
        comparisonSet = Check.list(comparisonSet);
    }

    /** The same standing, its set named. */
    public ModelScored within(List<String> set) {
        return new ModelScored(
                modelId, dataset, cases, meanDicePercent, meanNsdPercent, paramsM, flopsG, pt, alpha1, alpha2, set);
    }

    @Override
    public String key() {
        return modelId;
    }

    @Override
    public String toString() {
        return "ModelScored[" + modelId + "]";
    }
}
