package org.e2enet.console;

import org.e2enet.faults.Fault;

/** What can be wrong with asking for a view. */
public final class ViewFaults {
    private ViewFaults() {}

    /** @param kind in a word, such as scan */
    public static Fault unknown(String kind) {
        return new Fault(
                "CON-102", "no such " + kind, kind, "It may have been deleted; look at the list, and check the id.");
    }

    public static Fault unknownState() {
        return new Fault(
                "CON-103", "not a state of a scan", "query state", "Ask for received, normalized or rejected.");
    }
}
