package org.e2enet.scoring.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's step-down correction for several tests at once (Scandinavian Journal of Statistics 6, 1979). */
public final class Holm {
    private Holm() {}

    /**
     * @param pValues of the single tests, in any order
     * @return adjusted p-values in the same order; reject where one is at most the level of the whole family
     */
    public static double[] adjusted(double[] pValues) {
        Samples.requireFinite(pValues);
        List<Integer> ascending = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .toList();
        double[] adjusted = new double[pValues.length];
        double largest = 0;
        for (int step = 0; step < pValues.length; step++) {
            int test = ascending.get(step);
            largest = Math.max(largest, Math.min(1, (pValues.length - step) * pValues[test]));
            adjusted[test] = largest;
        }
        return adjusted;
    }
}
