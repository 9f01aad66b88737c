package org.e2enet.dicom.series;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.e2enet.faults.Fault;

/**
 * Whether a series is taken.
 *
 * @param refusal why not; empty if it is taken
 */
public record Verdict(List<Flag> flags, Optional<Fault> refusal) {
    /** Code of the one refusal that may pass: the rest of the series may still come. */
    public static final String MISSING_SLICES = "DCM-308";

    public Verdict {
        SortedSet<Flag> ordered = new TreeSet<>(flags);
        flags = List.copyOf(ordered);
    }

    static Verdict refused(Fault fault) {
        return new Verdict(List.of(), Optional.of(fault));
    }

    public boolean accepted() {
        return refusal.isEmpty();
    }

    /** {@code accepted}, {@code flagged} or {@code refused}. */
    public String text() {
        return accepted() ? flags.isEmpty() ? "accepted" : "flagged" : "refused";
    }
}
