package org.e2enet.verification;

import java.util.ArrayList;
import java.util.List;

/** A selection in the reference's notation, {@code [:,:,0::2,1::4,2::4]}: start and step per axis. */
record Slices(List<Integer> starts, List<Integer> steps) {
    static Slices all(int axes) {
        return parse("[" + ":,".repeat(axes - 1) + ":]");
    }

    /** Reads the bracket of a sentence such as {@code X.0.sub = X.0[:,:,0::2,1::4,2::4]}. */
    static Slices parse(String sentence) {
        String inside = sentence.substring(sentence.lastIndexOf('[') + 1, sentence.lastIndexOf(']'));
        List<Integer> starts = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (String axis : inside.split(",", -1)) {
            String[] parts = axis.strip().split(":", -1);
            boolean known = parts.length == 2 || parts.length == 3;
            if (!known || !parts[1].isEmpty()) {
                throw new IllegalArgumentException("a slice start::step is wanted, got '" + axis + "'");
            }
            starts.add(parts[0].isEmpty() ? 0 : Integer.parseInt(parts[0]));
            steps.add(parts.length < 3 || parts[2].isEmpty() ? 1 : Integer.parseInt(parts[2]));
        }
        return new Slices(List.copyOf(starts), List.copyOf(steps));
    }

    /** The selected values in row-major order. */
    float[] of(float[] values, List<Integer> shape) {
        int[] extents = new int[shape.size()];
        int selected = 1;
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = Math.max(0, Math.ceilDiv(shape.get(axis) - starts.get(axis), steps.get(axis)));
            selected *= extents[axis];
        }
        float[] result = new float[selected];
        for (int i = 0; i < selected; i++) {
            int rest = i;
            int source = 0;
            int stride = 1;
            for (int axis = extents.length - 1; axis >= 0; axis--) {
                int index = starts.get(axis) + steps.get(axis) * (rest % extents[axis]);
                rest /= extents[axis];
                source += index * stride;
                stride *= shape.get(axis);
            }
            result[i] = values[source];
        }
        return result;
    }
}
