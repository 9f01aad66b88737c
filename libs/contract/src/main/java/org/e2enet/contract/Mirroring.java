package org.e2enet.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/** Which axes are flipped at test time; n axes take 2ⁿ times as long. */
public enum Mirroring {
    /** Those that training mirrored: a network that never saw mirrored scans is not asked about them. */
    TRAINED,
    /** All three, as in nnU-Net. */
    ALL,
    NONE;

    /** Reads the name in any case. */
    @JsonCreator
    public static Mirroring of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
