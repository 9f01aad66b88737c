package org.e2enet.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;
import java.util.Set;

/** The worst of many compared figures, and where it was. */
final class Figures {
    /** How the reference writes a figure that has no value. */
    private static final Set<String> UNDEFINED = Set.of("nan", "inf", "-inf");

    private final boolean relative;
    private int count;
    private double worst;
    private String where = "";

    private Figures(boolean relative) {
        this.relative = relative;
    }

    static Figures absolute() {
        return new Figures(false);
    }

    /** Deviations of figures above 1 count relative to the figure: for references in float32. */
    static Figures relative() {
        return new Figures(true);
    }

    /** A deviation that is no number stays the worst. */
    void add(double deviation, String place) {
        count++;
        if (Double.isNaN(worst)) {
            return;
        }
        if (Double.isNaN(deviation) || deviation > worst) {
            worst = deviation;
            where = place;
        }
    }

    /** A figure of the reference, which may be missing, an {@code error:…} of its own (both skipped), or undefined. */
    void add(JsonNode expected, OptionalDouble actual, String place) {
        if (expected.isMissingNode() || expected.isNull() || expected.asText().startsWith("error:")) {
            return;
        }
        if (expected.isTextual()) {
            boolean agrees = UNDEFINED.contains(expected.asText()) && actual.isEmpty();
            add(agrees ? 0 : Double.POSITIVE_INFINITY, place);
        } else if (actual.isEmpty()) {
            add(Double.POSITIVE_INFINITY, place);
        } else {
            double wanted = expected.asDouble();
            double scale = relative ? Math.max(1, Math.abs(wanted)) : 1;
            add(Math.abs(wanted - actual.getAsDouble()) / scale, place);
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Absent where nothing was compared: no figure, no verdict. */
    Check check(String name, double allowed, String what) {
        if (isEmpty()) {
            return Check.absent(name, what);
        }
        String detail = count + " figures: " + what + (where.isEmpty() ? "" : "; worst at " + where);
        return Check.of(name, worst, allowed, detail);
    }
}
