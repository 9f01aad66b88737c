package org.e2enet.imaging.gate;

import java.util.List;
import java.util.TreeSet;
import org.e2enet.imaging.Geometry;

/**
 * A grid that passed the gate.
 *
 * @param notes in a fixed order, empty where all is as it should be
 */
public record CheckedGeometry(Geometry geometry, List<GeometryNote> notes) {
    public CheckedGeometry {
        notes = List.copyOf(new TreeSet<>(notes));
    }

    /** {@code accepted}, or {@code repaired} where something was changed. */
    public String verdict() {
        return notes.stream().anyMatch(GeometryNote::isRepair) ? "repaired" : "accepted";
    }
}
