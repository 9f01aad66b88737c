package org.e2enet.contract;

import org.e2enet.faults.Fault;

/**
 * A series that a route wanted cannot be taken.
 *
 * @param seriesKey pseudonym of the series as it was: with more instances it has another
 * @param archive its name in dicom-service's settings
 */
public record SeriesRefused(String seriesKey, String archive, Fault fault) implements Event {
    public SeriesRefused {
        Check.name(seriesKey, "seriesKey");
        Check.name(archive, "archive");
        Check.present(fault, "fault");
    }

    @Override
    public String key() {
        return seriesKey;
    }

    @Override
    public String toString() {
        return "SeriesRefused[" + seriesKey + ", " + fault.code() + "]";
    }
}
