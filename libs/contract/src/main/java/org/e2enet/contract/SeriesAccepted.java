package org.e2enet.contract;

import java.util.List;

/**
 * A series of an archive was handed over as a scan.
 *
 * @param seriesKey pseudonym of the series as it was: with more instances it has another
 * @param archive its name in dicom-service's settings
 * @param route that it took
 * @param alias of the model that segments it
 * @param flags what its verdict says, for example {@code gantry-tilt}
 */
public record SeriesAccepted(
        String seriesKey,
        String archive,
        String route,
        String scanId,
        String dataset,
        String alias,
        int slices,
        List<String> flags)
        implements Event {
    public SeriesAccepted {
        Check.name(seriesKey, "seriesKey");
        Check.name(archive, "archive");
        Check.name(route, "route");
        Check.name(scanId, "scanId");
        Check.name(dataset, "dataset");
        Check.name(alias, "alias");
        Check.atLeast(slices, 1, "slices");
        flags = Check.list(flags);
    }

    @Override
    public String key() {
        return seriesKey;
    }

    @Override
    public String toString() {
        return "SeriesAccepted[" + seriesKey + ", " + scanId + "]";
    }
}
