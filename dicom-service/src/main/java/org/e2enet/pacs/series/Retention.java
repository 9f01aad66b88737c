package org.e2enet.pacs.series;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.FaultException;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.vault.Outlines;
import org.jboss.logging.Logger;

/**
 * Removes from the vault what ended long ago: cases that are delivered, undelivered, failed or refused, and outlines that no case needs. What
 * is under way stays, however old it is; where somebody deleted the scan, its case goes. Thread safe.
 */
@Singleton
public final class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

    /** How soon the identifiers of a scan that somebody deleted are gone. */
    private static final Duration DELETIONS_EVERY = Duration.ofSeconds(30);

    /** An outline lies there before its case does, for as long as its series is being handed over. */
    private static final Duration UNTIL_CASE = Duration.ofDays(1);

    private final Cases cases;
    private final Outlines outlines;
    private final Lanes lanes;
    private final Duration keep;
    private final Catalogue catalogue;

    @Inject
    Retention(Cases cases, Outlines outlines, Lanes lanes, DicomConfig config, Catalogue catalogue) {
        this.catalogue = catalogue;
        this.cases = cases;
        this.outlines = outlines;
        this.lanes = lanes;
        this.keep = config.keep();
    }

    void start(@Observes StartupEvent started) {
        Lane lane = lanes.open("retention", 1);
        lane.submit(() -> run(lane));
    }

    private Void run(Lane lane) {
        Duration every = keep.compareTo(AT_LEAST_EVERY) < 0 ? longer(keep, AT_MOST_EVERY) : AT_LEAST_EVERY;
        Instant due = Instant.MIN;
        String deletionsSeen = null;
        while (true) {
            try {
                String deletions = catalogue.deletionsRevision();
                if (!deletions.equals(deletionsSeen) && isTheirs(catalogue)) {
                    tell(removeDeleted(cases, outlines, there(catalogue)), "whose scan was deleted");
                    // What was just being delivered is looked at again, and all where the store went meanwhile.
                    deletionsSeen = cases.isAnyWithout(catalogue.scans()::isWanted) ? null : deletions;
                }
                if (!Instant.now().isBefore(due)) {
                    tell(removeEnded(cases, outlines, Instant.now(), keep), "that ended before dicom.keep");
                    due = Instant.now().plus(every);
                }
            } catch (FaultException failure) {
                lane.requireRunning();
                LOG.warnf(
                        "what ended long ago stays in the vault for now: %s",
                        failure.fault().message());
            }
            lane.pause(every.compareTo(DELETIONS_EVERY) < 0 ? every : DELETIONS_EVERY);
        }
    }

    /** A catalogue without a data set is not the one that these scans went to: a store that is not mounted, a new bucket. */
    private static boolean isTheirs(Catalogue catalogue) {
        return !catalogue.datasets().names().isEmpty();
    }

    /** Whether a scan is there. The store may go while scan after scan is looked for: one that is missed proves nothing then. */
    static Predicate<String> there(Catalogue catalogue) {
        return scan -> catalogue.scans().isWanted(scan) || !isTheirs(catalogue);
    }

    private static void tell(List<String> gone, String which) {
        if (!gone.isEmpty()) {
            LOG.infof("%d series %s are gone from the vault", gone.size(), which);
        }
    }

    /**
     * Removes cases whose scan is gone, with their outlines; a delivery under way ends first.
     *
     * @param there whether a scan is there
     * @return keys of what was removed
     */
    static List<String> removeDeleted(Cases cases, Outlines outlines, Predicate<String> there) {
        List<String> gone = new ArrayList<>();
        for (String key : cases.keys()) {
            // At once: the series may be handed over anew, with another outline.
            if (cases.removeWithout(key, there)) {
                outlines.remove(key);
                gone.add(key);
            }
        }
        return gone;
    }

    /** @return keys of what was removed */
    static List<String> removeEnded(Cases cases, Outlines outlines, Instant now, Duration keep) {
        List<String> gone = cases.keys().stream()
                .filter(key -> cases.removeEndedBefore(key, now.minus(keep)))
                .toList();
        outlines.keysBefore(now.minus(longer(keep, UNTIL_CASE))).stream()
                .filter(key -> cases.find(key).isEmpty())
                .forEach(outlines::remove);
        return gone;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
