package org.e2enet.contract;

import org.e2enet.faults.Fault;

/**
 * A series will have no result at this place, unless somebody asks for it again.
 *
 * @param predictionId null where there was no prediction: the scan was rejected, or could not be segmented
 * @param destination name of the archive, or of the destination it was to be sent on to
 * @param kind SEG, LABELMAP or RTSTRUCT; null where there was no prediction
 */
public record ResultUndelivered(
        String seriesKey,
        String scanId,
        String predictionId,
        String destination,
        String kind,
        int attempts,
        Fault fault)
        implements Event {
    public ResultUndelivered {
        Check.name(seriesKey, "seriesKey");
        Check.name(scanId, "scanId");
        Check.nameOrNull(predictionId, "predictionId");
        Check.name(destination, "destination");
        Check.nameOrNull(kind, "kind");
        Check.atLeast(attempts, 0, "attempts");
        Check.present(fault, "fault");
    }

    @Override
    public String key() {
        return scanId;
    }

    @Override
    public String toString() {
        return "ResultUndelivered[" + scanId + ", " + destination + ", " + fault.code() + "]";
    }
}
