package org.e2enet.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The label value that each class of a network stands for: label values with gaps (205, 850) become consecutive classes, and back.
 *
 * @param values by class; class 0 is the background, 0
 */
public record ClassLabels(List<Integer> values) {
    public ClassLabels {
        values = List.copyOf(values);
    }

    /**
     * Of a network for a data set. One with a class for every value up to the largest label, as older models for labels with gaps have
     * it, takes values for classes; so does one of a data set that names no labels.
     */
    public static ClassLabels of(DatasetDefinition definition, int classes) {
        TreeSet<Integer> values = new TreeSet<>(definition.labels().keySet());
        values.add(0);
        return classes > values.last() || definition.labels().isEmpty()
                ? consecutive(classes)
                : new ClassLabels(List.copyOf(values).subList(0, Math.min(classes, values.size())));
    }

    /** Of a network whose classes are label values. */
    public static ClassLabels consecutive(int classes) {
        return new ClassLabels(IntStream.range(0, classes).boxed().toList());
    }

    /** Whether classes are label values. */
    public boolean areValues() {
        return values.getLast() == values.size() - 1;
    }

    /** Whether some class stands for a label value. */
    public boolean hold(int label) {
        return values.contains(label);
    }

    /** Label values to classes, in place. */
    public void toClasses(short[] labels) {
        if (!areValues()) {
            Map<Short, Short> classes = new HashMap<>();
            IntStream.range(0, values.size())
                    .forEach(each -> classes.put(values.get(each).shortValue(), (short) each));
            replace(labels, classes);
        }
    }

    /** Classes to label values, in place. */
    public void toValues(short[] classes) {
        if (!areValues()) {
            Map<Short, Short> labels = new HashMap<>();
            IntStream.range(0, values.size())
                    .forEach(each -> labels.put((short) each, values.get(each).shortValue()));
            replace(classes, labels);
        }
    }

    private static void replace(short[] numbers, Map<Short, Short> by) {
        short before = 0;
        short after = 0;
        for (int n = 0; n < numbers.length; n++) {
            if (numbers[n] != before) { // labels come in runs
                before = numbers[n];
                Short found = by.get(before);
                if (found == null) {
                    throw new IllegalArgumentException("no class for " + before);
                }
                after = found;
            }
            numbers[n] = after;
        }
    }
}
