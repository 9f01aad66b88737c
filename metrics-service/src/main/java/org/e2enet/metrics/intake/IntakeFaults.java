package org.e2enet.metrics.intake;

import org.e2enet.faults.Fault;

/** What stands for errors that nobody foresaw: its text is public, the error's own stays in the log. */
final class IntakeFaults {
    static final Fault UNFORESEEN = new Fault(
            "MET-199",
            "unforeseen error",
            "metrics-service",
            "See the service's log at this time; replay the dead letter once it is mended.");

    private IntakeFaults() {}
}
