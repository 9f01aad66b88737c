package org.e2enet.scoring.statistics;

import java.util.Locale;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * What a paired comparison on so many cases cannot show.
 *
 * @param cases compared
 * @param smallestPValue that Wilcoxon's test can give on them, two-sided: 2 / 2ⁿ
 * @param smallestEffect difference, in standard deviations of the cases' differences, that is found four times in five; null where
 *     none is
 */
public record Limits(int cases, double level, double smallestPValue, Double smallestEffect) {
    private static final double POWER = 0.8;
    /** Asymptotic efficiency of the signed-rank test against the t-test, for normal differences: 3/π. */
    private static final double EFFICIENCY = 3 / Math.PI;

    /** @throws org.e2enet.faults.FaultException SCO-121 for no case or an impossible level */
    public static Limits of(int cases, double level) {
        Samples.require(cases > 0, "no case to compare on", "Score both models on at least one case.");
        Samples.require(level > 0 && level < 1, "a level of " + level, "Give a level between 0 and 1.");
        double smallest = Math.min(1, 2 * Math.pow(0.5, cases));
        NormalDistribution normal = new NormalDistribution();
        double effect =
                (normal.inverseCumulativeProbability(1 - level / 2) + normal.inverseCumulativeProbability(POWER))
                        / Math.sqrt(cases * EFFICIENCY);
        return new Limits(cases, level, smallest, smallest <= level ? (Double) effect : null);
    }

    /** For people. */
    public String sentence() {
        return smallestEffect == null
                ? String.format(
                        Locale.ROOT,
                        "On %d cases this test cannot give a p-value below %.4g: whatever the models are, no difference can be shown at %s.",
                        cases,
                        smallestPValue,
                        level)
                : String.format(
                        Locale.ROOT,
                        "On %d cases a difference of less than %.2f standard deviations is missed more often than once in five; no"
                                + " difference found is no proof that there is none.",
                        cases,
                        smallestEffect);
    }
}
