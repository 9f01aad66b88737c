package org.e2enet.pacs.watch;

import java.time.Instant;
import java.util.Map;

/**
 * How far an archive was followed.
 *
 * @param archive its name
 * @param since number of the last change that was seen; Orthanc only
 * @param began number of the change it was followed from; Orthanc only
 * @param counts instances by pseudonym of series; other archives only
 */
record Cursor(String archive, long since, long began, Map<String, Count> counts) {
    /**
     * Instances of a series.
     *
     * @param since when there were so many first
     * @param told whether the series was told of with so many
     */
    record Count(int instances, Instant since, boolean told) {}

    Cursor {
        counts = counts == null ? Map.of() : Map.copyOf(counts);
    }

    static Cursor from(String archive, long number) {
        return new Cursor(archive, number, number, Map.of());
    }

    Cursor at(long number) {
        return new Cursor(archive, number, began, counts);
    }

    static Cursor counting(String archive, Map<String, Count> counts) {
        return new Cursor(archive, 0, 0, counts);
    }
}
