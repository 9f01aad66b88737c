package org.e2enet.contract;

/**
 * A prediction is in an archive, or was sent on from there, as a DICOM object.
 *
 * @param destination name of the archive, or of the destination it was sent on to
 * @param kind SEG, LABELMAP or RTSTRUCT
 * @param attempts tries until it was taken
 * @param seconds from the prediction's arrival at dicom-service
 */
public record ResultDelivered(
        String seriesKey,
        String scanId,
        String predictionId,
        String destination,
        String kind,
        long bytes,
        int attempts,
        double seconds)
        implements Event {
    public ResultDelivered {
        Check.name(seriesKey, "seriesKey");
        Check.name(scanId, "scanId");
        Check.name(predictionId, "predictionId");
        Check.name(destination, "destination");
        Check.name(kind, "kind");
        Check.atLeast(bytes, 1, "bytes");
        Check.atLeast(attempts, 1, "attempts");
    }

    @Override
    public String key() {
        return scanId;
    }

    @Override
    public String toString() {
        return "ResultDelivered[" + predictionId + ", " + kind + ", " + destination + "]";
    }
}
