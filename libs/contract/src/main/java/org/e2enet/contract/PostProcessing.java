package org.e2enet.contract;

import java.util.List;
import java.util.TreeSet;

/**
 * What is cleared from a segmentation after the most probable class was taken: everything but largest components, of 26
 * neighbours as in nnU-Net v2 (v1 took 6).
 *
 * @param ofForeground whether all foreground, taken as one, keeps its largest component only; comes first
 * @param ofLabels labels of which each keeps its own largest component only, ascending
 */
public record PostProcessing(boolean ofForeground, List<Integer> ofLabels) {
    /** Leaves segmentations as they are. */
    public static final PostProcessing NONE = new PostProcessing(false, List.of());

    public PostProcessing {
        ofLabels = ofLabels == null ? List.of() : List.copyOf(new TreeSet<>(ofLabels));
        if (!ofLabels.isEmpty() && (ofLabels.getFirst() < 1 || ofLabels.getLast() > Short.MAX_VALUE)) {
            throw new IllegalArgumentException("ofLabels must be labels of the foreground, got " + ofLabels);
        }
    }

    /** Whether it can change a segmentation at all. */
    public boolean clearsSomething() {
        return ofForeground || !ofLabels.isEmpty();
    }

    /** Whether it names no label beyond a network's classes. */
    public boolean fits(int classes) {
        return ofLabels.isEmpty() || ofLabels.getLast() < classes;
    }

    /** What both clear. */
    public PostProcessing and(PostProcessing other) {
        return new PostProcessing(
                ofForeground && other.ofForeground,
                ofLabels.stream().filter(other.ofLabels::contains).toList());
    }
}
