package org.e2enet.pacs.watch;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.Archives;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.series.Sightings;
import org.e2enet.pacs.vault.Vault;
import org.e2enet.pacs.vault.VaultFolder;
import org.jboss.logging.Logger;

/** Follows every archive on a lane of its own, for as long as the service runs. Thread safe. */
@Singleton
public final class ArchiveWatch {
    private static final Logger LOG = Logger.getLogger(ArchiveWatch.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Longer than archives wait by default (60 s) before they call a series stable. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Archives archives;
    private final DicomConfig config;
    private final Sightings sightings;
    private final Vault vault;
    private final Lanes lanes;
    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();

    @Inject
    ArchiveWatch(Archives archives, DicomConfig config, Sightings sightings, Vault vault, Lanes lanes) {
        this.archives = archives;
        this.config = config;
        this.sightings = sightings;
        this.vault = vault;
        this.lanes = lanes;
    }

    void start(@Observes StartupEvent started) {
        VaultFolder<Cursor> cursors = vault.folder("cursors", Cursor.class, Cursor::archive);
        for (Archive archive : archives.all()) {
            DicomConfig.Archive settings = config.archives().get(archive.name());
            boolean fromBeginning = settings.from() == DicomConfig.From.BEGINNING;
            Feed feed = settings.kind() == DicomConfig.Kind.ORTHANC
                    ? new OrthancFeed(archive, fromBeginning, PATIENCE, sightings, cursors)
                    : new QidoFeed(
                            archive,
                            fromBeginning,
                            settings.stable(),
                            settings.days(),
                            sightings,
                            cursors,
                            vault.key());
            feeds.put(archive.name(), feed);
            Lane lane = lanes.open("watch-" + archive.name(), 1);
            lane.submit(() -> follow(archive, feed, lane));
        }
    }

    private Void follow(Archive archive, Feed feed, Lane lane) {
        Duration pause = config.poll();
        while (true) {
            try {
                boolean more = feed.poll();
                if (archive.answered()) {
                    LOG.infof("archive %s answers again", archive.name());
                }
                pause = more ? Duration.ZERO : config.poll();
            } catch (FaultException failure) {
                lane.requireRunning();
                pause = failed(archive, failure.fault(), pause);
            } catch (RuntimeException defect) {
                lane.requireRunning();
                LOG.errorf(defect, "archive %s", archive.name());
                pause = LONGEST_PAUSE;
            }
            lane.pause(pause);
        }
    }

    private Duration failed(Archive archive, Fault fault, Duration before) {
        if (archive.failed(fault)) {
            LOG.warnf("archive %s is asked again and again: %s", archive.name(), fault.message());
        }
        Duration longer = before.compareTo(config.poll()) < 0 ? config.poll() : before.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /** How far an archive was followed, in changes or in series; empty before its first answer. */
    public Optional<Long> position(String archive) {
        return Optional.ofNullable(feeds.get(archive)).map(Feed::position).filter(number -> number >= 0);
    }
}
