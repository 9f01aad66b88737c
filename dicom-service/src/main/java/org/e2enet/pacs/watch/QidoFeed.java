package org.e2enet.pacs.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.e2enet.dicom.exchange.InstallationKey;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.pacs.series.Sightings;
import org.e2enet.pacs.vault.VaultFolder;

/** Counts the instances of recent series by QIDO-RS: a series counts when their number has stayed the same for a while. */
final class QidoFeed implements Feed {
    private final Archive archive;
    private final boolean fromBeginning;
    private final Duration stable;
    private final int days;
    private final Sightings sightings;
    private final VaultFolder<Cursor> cursors;
    private final InstallationKey key;
    private Cursor cursor;

    /**
     * @param stable how long the number must stay the same
     * @param days whose studies are looked at, today included
     */
    QidoFeed(
            Archive archive,
            boolean fromBeginning,
            Duration stable,
            int days,
            Sightings sightings,
            VaultFolder<Cursor> cursors,
            InstallationKey key) {
        this.archive = archive;
        this.fromBeginning = fromBeginning;
        this.stable = stable;
        this.days = days;
        this.sightings = sightings;
        this.cursors = cursors;
        this.key = key;
    }

    @Override
    public boolean poll() {
        boolean first = false;
        if (cursor == null) {
            Optional<Cursor> kept = cursors.find(archive.name());
            first = kept.isEmpty();
            cursor = kept.orElseGet(() -> Cursor.counting(archive.name(), Map.of()));
        }
        Instant now = Instant.now();
        Map<String, Cursor.Count> counts = new HashMap<>();
        for (Map.Entry<SeriesUids, Integer> found :
                archive.web().seriesSince(LocalDate.now().minusDays(days - 1L)).entrySet()) {
            SeriesUids uids = found.getKey();
            if (uids.areValid()) {
                String series = key.pseudonym("counted", archive.name(), uids.study(), uids.series());
                counts.put(series, count(cursor.counts().get(series), uids, found.getValue(), now, first));
            }
        }
        Cursor counted = Cursor.counting(archive.name(), counts);
        if (first || !counted.equals(cursor)) {
            cursors.put(counted);
        }
        cursor = counted;
        return false;
    }

    private Cursor.Count count(Cursor.Count before, SeriesUids uids, int instances, Instant now, boolean first) {
        if (before == null && first && !fromBeginning) {
            return new Cursor.Count(instances, now, true);
        }
        if (before == null || before.instances() != instances) {
            return new Cursor.Count(instances, now, false);
        }
        if (before.told() || now.isBefore(before.since().plus(stable))) {
            return before;
        }
        sightings.tell(archive.name(), uids, now);
        return new Cursor.Count(instances, before.since(), true);
    }

    @Override
    public long position() {
        return cursor == null ? -1 : cursor.counts().size();
    }
}
