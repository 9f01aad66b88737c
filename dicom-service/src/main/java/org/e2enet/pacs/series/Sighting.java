package org.e2enet.pacs.series;

import java.time.Instant;
import org.e2enet.pacs.archive.SeriesUids;

/**
 * A series that an archive told of, and that is still to be looked at. In the vault until then.
 *
 * @param id pseudonym of archive and series
 * @param resource Orthanc's id of the series, or null where {@code uids} tells which it is
 * @param uids null where {@code resource} tells which it is
 * @param news counts what the archive told of it, so that what comes while it is looked at is seen
 * @param tried how often the archive, or what else is needed, failed
 * @param incompleteSince when slices were found missing, or null
 */
public record Sighting(
        String id,
        String archive,
        String resource,
        SeriesUids uids,
        long news,
        int tried,
        Instant due,
        Instant incompleteSince) {
    Sighting triedUntil(Instant again) {
        return new Sighting(id, archive, resource, uids, news, tried + 1, again, incompleteSince);
    }

    Sighting incomplete(Instant since, Instant again) {
        return new Sighting(id, archive, resource, uids, news, tried, again, since);
    }

    /** Told of again: looked at anew. */
    Sighting again(Instant sooner) {
        return new Sighting(id, archive, resource, uids, news + 1, 0, sooner.isBefore(due) ? sooner : due, null);
    }

    @Override
    public String toString() {
        return "Sighting[" + id + "]";
    }
}
