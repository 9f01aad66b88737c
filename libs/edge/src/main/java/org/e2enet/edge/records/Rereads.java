package org.e2enet.edge.records;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.e2enet.faults.Fault;
import org.e2enet.store.StoreFaults;

/**
 * What could not be read is read again, but not for ever: a store that was away when it was read may be back when it is asked, and a place
 * that stays unreadable must not stop all that comes behind it. Thread-safe.
 */
final class Rereads {
    static final int MOST = 3;
    private static final int MOST_PLACES = 1_000;

    private final Map<String, Integer> times = new ConcurrentHashMap<>();

    /** Whether the reading of a place that failed is to be tried once more. */
    boolean isDue(Fault fault) {
        if (!fault.code().equals(StoreFaults.NOT_READ)) {
            return false;
        }
        if (times.size() > MOST_PLACES) {
            times.clear();
        }
        boolean due = times.merge(fault.where(), 1, Integer::sum) <= MOST;
        if (!due) {
            times.remove(fault.where());
        }
        return due;
    }
}
