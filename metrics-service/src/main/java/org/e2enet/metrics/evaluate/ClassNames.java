package org.e2enet.metrics.evaluate;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The classes of a dataset, without background.
 *
 * @param byLabel names by label value
 */
record ClassNames(SortedMap<Integer, String> byLabel) {
    static ClassNames of(Map<Integer, String> labels) {
        SortedMap<Integer, String> foreground = new TreeMap<>(labels);
        foreground.keySet().removeIf(label -> label < 1);
        return new ClassNames(foreground);
    }

    /** For truths whose dataset is not described. */
    static ClassNames unnamed(List<Integer> labels) {
        SortedMap<Integer, String> names = new TreeMap<>();
        labels.forEach(label -> names.put(label, "class-" + label));
        return new ClassNames(names);
    }

    List<Integer> labels() {
        return List.copyOf(byLabel.keySet());
    }
}
