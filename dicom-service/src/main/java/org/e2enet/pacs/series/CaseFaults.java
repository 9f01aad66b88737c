package org.e2enet.pacs.series;

import org.e2enet.faults.Fault;
import org.e2enet.faults.Pseudonym;

/** Errors of cases: DCM-505. */
public final class CaseFaults {
    public static final String UNKNOWN = "DCM-505";

    private CaseFaults() {}

    public static Fault unknownSeries(String key) {
        return unknown("series " + Pseudonym.of(key));
    }

    public static Fault noneOfScan(String scanId) {
        return unknown("scan " + Pseudonym.of(scanId));
    }

    private static Fault unknown(String where) {
        return new Fault(
                UNKNOWN,
                "no such series",
                where,
                "Use a seriesKey of series.accepted or series.refused, or list them: GET /series.");
    }
}
