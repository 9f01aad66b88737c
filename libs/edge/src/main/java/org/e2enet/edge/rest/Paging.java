package org.e2enet.edge.rest;

import org.e2enet.catalogue.Place;
import org.e2enet.edge.EdgeFaults;

/** {@code ?after=&limit=} of listings that are read page by page, newest first. */
public final class Paging {
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private Paging() {}

    /**
     * @param cursor the {@code next} of the page before, or null to begin
     * @return null to begin
     * @throws org.e2enet.faults.FaultException EDG-107 for what no page said
     */
    public static Place after(String cursor) {
        return cursor == null
                ? null
                : Place.parse(cursor).orElseThrow(() -> EdgeFaults.badCursor().exception());
    }

    /**
     * @param asked null for the usual number
     * @throws org.e2enet.faults.FaultException EDG-108 when it is not 1 to 200
     */
    public static int limit(Integer asked) {
        int limit = asked == null ? USUAL : asked;
        if (limit < 1 || limit > MOST) {
            throw EdgeFaults.badLimit(MOST).exception();
        }
        return limit;
    }
}
