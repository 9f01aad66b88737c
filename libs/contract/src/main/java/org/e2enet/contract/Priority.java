package org.e2enet.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/** How urgent a prediction is. */
public enum Priority {
    /** Computed next, and at once where what is in work can pause. */
    URGENT,
    NORMAL,
    /** Computed when nothing else waits; pauses for the others between two windows and goes on afterwards. */
    BATCH;

    /** Reads the name in any case. */
    @JsonCreator
    public static Priority of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
