package org.e2enet.scoring.statistics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Two models class by class, gathered case by case. Not thread safe. */
public final class ClassDifferences {
    private final BitSet labels = new BitSet();
    private double[] sums = new double[0];
    private int[] cases = new int[0];

    /** Names a class that is to be listed even where no case defines it for both. */
    public void expect(int label) {
        labels.set(label);
        if (label >= sums.length) {
            sums = Arrays.copyOf(sums, Math.max(label + 1, 2 * sums.length));
            cases = Arrays.copyOf(cases, sums.length);
        }
    }

    /** Adds a class of a case that is defined for both. */
    public void add(int label, double first, double second) {
        expect(label);
        sums[label] += first - second;
        cases[label]++;
    }

    /** By label. */
    public List<ClassDifference> list() {
        return labels.stream()
                .mapToObj(label -> new ClassDifference(
                        label, cases[label], cases[label] == 0 ? null : (Double) (sums[label] / cases[label])))
                .toList();
    }
}
