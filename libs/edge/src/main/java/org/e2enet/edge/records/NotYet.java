package org.e2enet.edge.records;

import java.time.Duration;
import org.e2enet.faults.Fault;

/** Something the record needs may be on its way: ask again shortly, and take the fault for final after a while. */
public final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;
    private final Duration atMost;

    /** @param atMost since the record was first tried */
    public NotYet(Fault fault, Duration atMost) {
        super(fault.message(), null, false, false);
        this.fault = fault;
        this.atMost = atMost;
    }

    Fault fault() {
        return fault;
    }

    Duration atMost() {
        return atMost;
    }
}
