package org.e2enet.catalogue;

import java.util.Optional;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;

/**
 * Where a scan stands: of what was said of it, that which counts.
 *
 * @param received absent only where that document is torn
 * @param normalized where it is prepared as its data set says today
 * @param rejected where it was rejected, and not normalised; at most one of the two
 */
public record ScanStanding(
        String scanId,
        Optional<ScanReceived> received,
        Optional<ScanNormalized> normalized,
        Optional<ScanRejected> rejected) {
    /** In words of REST and events. */
    public String state() {
        return normalized.isPresent() ? "normalized" : rejected.isPresent() ? "rejected" : "received";
    }
}
