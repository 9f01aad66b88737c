package org.e2enet.verification;

import java.io.IOException;
import java.util.List;

/** Checks that read the same files of a reference folder. */
public interface CheckSet {
    /** Name of the set, for the case that all of it breaks. */
    String name();

    /** Runs all checks of the set; a set without files answers {@link Check#absent}. */
    List<Check> run(ReferenceFolder folder) throws IOException;
}
