package org.e2enet.network.engine;

import java.util.Locale;

/** What runs networks, by the names that settings and options have. */
public enum EngineName {
    /** Only the kernels that are active, in pure Java. */
    SPARSE,
    /** libtorch, dense. */
    TORCH;

    /** As {@link Engine#name} says it, and provenance. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
