package org.e2enet.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A spatial axis of a {@code [C][D][H][W]} tensor. */
public enum Axis {
    DEPTH,
    HEIGHT,
    WIDTH;

    @JsonCreator
    public static Axis of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
