package org.e2enet.scoring.evaluation;

import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A mean with what it rests on.
 *
 * @param value empty when nothing was defined; never NaN
 * @param defined how many values went in
 * @param undefined how many were left out as undefined
 */
public record Mean(OptionalDouble value, int defined, int undefined) {
    public static Mean of(Stream<OptionalDouble> values) {
        var all = values.toList();
        OptionalDouble mean = all.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
        int defined = (int) all.stream().filter(OptionalDouble::isPresent).count();
        return new Mean(mean, defined, all.size() - defined);
    }

    /** For people: "0.812 (13 values, 2 undefined)". */
    @Override
    public String toString() {
        String counts = " (" + defined + " values, " + undefined + " undefined)";
        return (value.isPresent() ? String.format(java.util.Locale.ROOT, "%.4f", value.getAsDouble()) : "undefined")
                + counts;
    }
}
