package org.e2enet.pacs.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.ArchiveFaults;
import org.e2enet.pacs.archive.Orthanc;
import org.e2enet.pacs.series.Sightings;
import org.e2enet.pacs.vault.VaultFolder;
import org.jboss.logging.Logger;

/**
 * Orthanc's changes. A series counts when Orthanc calls it stable; since an Orthanc that is killed forgets to say so, each new series is
 * looked at after a while by itself.
 */
final class OrthancFeed implements Feed {
    private static final Logger LOG = Logger.getLogger(OrthancFeed.class);
    private static final int PAGE = 100;

    private final Archive archive;
    private final Orthanc orthanc;
    private final boolean fromBeginning;
    private final Duration patience;
    private final Sightings sightings;
    private final VaultFolder<Cursor> cursors;
    private Cursor cursor;

    /** @param patience after which a new series is looked at, whether it was called stable or not */
    OrthancFeed(
            Archive archive,
            boolean fromBeginning,
            Duration patience,
            Sightings sightings,
            VaultFolder<Cursor> cursors) {
        this.archive = archive;
        this.orthanc = archive.orthanc().orElseThrow();
        this.fromBeginning = fromBeginning;
        this.patience = patience;
        this.sightings = sightings;
        this.cursors = cursors;
    }

    @Override
    public boolean poll() {
        if (cursor == null) {
            cursor = cursors.find(archive.name()).orElseGet(this::first);
        }
        Orthanc.Changes news = orthanc.changes(cursor.since(), PAGE);
        if (news.changes().isEmpty()) {
            return startOverIfReset();
        }
        for (Orthanc.Change change : news.changes()) {
            switch (change.type()) {
                case "StableSeries" -> sightings.tell(archive.name(), change.resource(), Instant.now());
                case "NewSeries" ->
                    sightings.tell(
                            archive.name(), change.resource(), Instant.now().plus(patience));
                default -> {
                    // Instances, studies, patients, deletions: their series tell of themselves.
                }
            }
        }
        // Only now: whatever ends the service before, the changes are read again.
        move(cursor.at(news.last()));
        return news.changes().size() == PAGE;
    }

    private Cursor first() {
        Cursor first = Cursor.from(archive.name(), fromBeginning ? 0 : orthanc.lastChange());
        cursors.put(first);
        return first;
    }

    /** An archive that has fewer changes than were seen was emptied, or restored from an older state. */
    private boolean startOverIfReset() {
        long last = orthanc.lastChange();
        if (last >= cursor.since()) {
            return false;
        }
        LOG.warnf("%s", ArchiveFaults.reset(archive.name()).message());
        long begin = last < cursor.began() ? 0 : cursor.began();
        move(Cursor.from(archive.name(), begin));
        return true;
    }

    private void move(Cursor to) {
        cursors.put(to);
        cursor = to;
    }

    @Override
    public long position() {
        return Optional.ofNullable(cursor).map(Cursor::since).orElse(-1L);
    }
}
