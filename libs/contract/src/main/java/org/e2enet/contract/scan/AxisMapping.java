package org.e2enet.contract.scan;

import java.util.List;
import org.e2enet.contract.Size3;

/**
 * A permutation and flips of array axes: target axis {@code a} is source axis {@code sourceAxis[a]}, walked backwards if
 * {@code flipped[a]}. Axes are 0 depth, 1 height, 2 width. A plain record: it travels as JSON.
 */
public record AxisMapping(List<Integer> sourceAxis, List<Boolean> flipped) {
    public static final AxisMapping IDENTITY = permutation(List.of(0, 1, 2));

    public AxisMapping {
        sourceAxis = List.copyOf(sourceAxis);
        flipped = List.copyOf(flipped);
        if (flipped.size() != 3 || !sourceAxis.stream().sorted().toList().equals(List.of(0, 1, 2))) {
            throw new IllegalArgumentException("not a mapping of three axes: " + sourceAxis + " " + flipped);
        }
    }

    /** Axes in a new order, none flipped. */
    public static AxisMapping permutation(List<Integer> sourceAxis) {
        return new AxisMapping(sourceAxis, List.of(false, false, false));
    }

    /** Sizes of the target array. */
    public Size3 targetExtent(Size3 source) {
        return new Size3(
                source.along(sourceAxis.get(0)), source.along(sourceAxis.get(1)), source.along(sourceAxis.get(2)));
    }

    /** Spacing along the target's axes. */
    public Spacing targetSpacing(Spacing source) {
        return new Spacing(
                source.along(sourceAxis.get(0)), source.along(sourceAxis.get(1)), source.along(sourceAxis.get(2)));
    }

    /** This mapping, then another one on its target. */
    public AxisMapping then(AxisMapping next) {
        return new AxisMapping(
                next.sourceAxis.stream().map(sourceAxis::get).toList(),
                List.of(flippedThrough(next, 0), flippedThrough(next, 1), flippedThrough(next, 2)));
    }

    private boolean flippedThrough(AxisMapping next, int axis) {
        return next.flipped.get(axis) ^ flipped.get(next.sourceAxis.get(axis));
    }

    /** The mapping that undoes this one. */
    public AxisMapping inverse() {
        List<Integer> back = List.of(sourceAxis.indexOf(0), sourceAxis.indexOf(1), sourceAxis.indexOf(2));
        return new AxisMapping(back, back.stream().map(flipped::get).toList());
    }
}
