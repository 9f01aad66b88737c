package org.e2enet.catalogue;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something stands in a listing, newest first, equal times by id. Written {@code <milliseconds>-<id>} it is a cursor: the place
 * after which the next page begins, whether what stood there is still there or not.
 */
public record Place(Instant at, String id) implements Comparable<Place> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})-(\\S{1,250})");
    private static final Comparator<Place> NEWEST_FIRST =
            Comparator.comparing(Place::millis).reversed().thenComparing(Place::id);

    /** Empty for what is no place. */
    public static Optional<Place> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new Place(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), parts.group(2)))
                : Optional.empty();
    }

    private long millis() {
        return at.toEpochMilli();
    }

    @Override
    public int compareTo(Place other) {
        return NEWEST_FIRST.compare(this, other);
    }

    @Override
    public String toString() {
        return millis() + "-" + id;
    }
}
