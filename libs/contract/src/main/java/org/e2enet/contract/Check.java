package org.e2enet.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Checks of record components: each answers its argument, or throws {@code IllegalArgumentException} naming the field. */
final class Check {
    private static final int LONGEST_TITLE = 200;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

    private Check() {}

    static String text(String value, String field) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be empty");
        }
        return value;
    }

    /** An id or name that may stand in keys, document names and metrics. */
    static String name(String value, String field) {
        if (value == null || !NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + " must be 1 to 120 letters, digits, '.', '_' or '-', and start with a letter or digit");
        }
        return value;
    }

    /** A name that a person chose: of a channel, a label. Longer ones would make messages that the broker does not take. */
    static String title(String value, String field) {
        if (text(value, field).length() > LONGEST_TITLE) {
            throw new IllegalArgumentException(field + " must have at most " + LONGEST_TITLE + " characters each");
        }
        return value;
    }

    static <T extends Collection<?>> T atMost(T values, int most, String field) {
        if (values.size() > most) {
            throw new IllegalArgumentException(field + " must have at most " + most + " entries, got " + values.size());
        }
        return values;
    }

    static String nameOrNull(String value, String field) {
        return value == null ? null : name(value, field);
    }

    static String sha256(String value, String field) {
        if (value == null || !SHA_256.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " must be 64 lower-case hex digits");
        }
        return value;
    }

    static <T> T present(T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " must not be null");
        }
        return value;
    }

    static <T> List<T> filled(List<T> values, String field) {
        if (values == null || values.isEmpty()) {
            throw new IllegalArgumentException(field + " must have at least one element");
        }
        return List.copyOf(values);
    }

    /** A copy; null becomes empty, so that older messages without the field can be read. */
    static <T> List<T> list(List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** As {@link #list}, but single entries may be null. */
    static <T> List<T> listWithGaps(List<T> values) {
        return values == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(values));
    }

    static void atLeast(long value, long least, String field) {
        if (value < least) {
            throw new IllegalArgumentException(field + " must be at least " + least + ", got " + value);
        }
    }

    static void within(double value, double least, double most, String field) {
        // Written so that NaN fails.
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(field + " must be in [" + least + ", " + most + "], got " + value);
        }
    }

    static void positive(double value, String field) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(field + " must be positive and finite, got " + value);
        }
    }
}
