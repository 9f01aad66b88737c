package org.e2enet.contract;

import org.e2enet.faults.Fault;

/** A scan could not be segmented; the request can be sent again once the fault is mended. */
public record PredictionFailed(String scanId, String alias, Fault fault) implements Event {
    public PredictionFailed {
        Check.name(scanId, "scanId");
        Check.name(alias, "alias");
        Check.present(fault, "fault");
    }

    @Override
    public String key() {
        return scanId;
    }

    @Override
    public String toString() {
        return "PredictionFailed[" + scanId + ", " + alias + ", " + fault.code() + "]";
    }
}
