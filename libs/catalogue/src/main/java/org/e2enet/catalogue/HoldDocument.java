package org.e2enet.catalogue;

import java.time.Instant;

/**
 * What {@code holds/<scanId>.json} says: that a scan is held, or that it, or a part of it, is just being removed. It is one document, made by
 * whoever comes first, so that never both are true.
 *
 * @param reason of a hold
 * @param leavingBy who removes; null where the scan is held
 */
record HoldDocument(String scanId, Instant since, String reason, String leavingBy) {
    static HoldDocument of(Hold hold) {
        return new HoldDocument(hold.scanId(), hold.since(), hold.reason(), null);
    }

    boolean leaves() {
        return leavingBy != null;
    }

    Hold hold() {
        return new Hold(scanId, since, reason);
    }
}
