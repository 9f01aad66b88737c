package org.e2enet.pacs.series;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.FaultException;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.vault.Outlines;
import org.jboss.logging.Logger;

/**
 * Removes from the vault what ended long ago: cases that are delivered, undelivered, failed or refused, and outlines that no case needs. What
 * is under way stays, however old it is. Thread safe.
 */
@Singleton
public final class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

    /** An outline lies there before its case does, for as long as its series is being handed over. */
    private static final Duration UNTIL_CASE = Duration.ofDays(1);

    private final Cases cases;
    private final Outlines outlines;
    private final Lanes lanes;
    private final Duration keep;

    @Inject
    Retention(Cases cases, Outlines outlines, Lanes lanes, DicomConfig config) {
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
        while (true) {
            try {
                List<String> gone = removeEnded(cases, outlines, Instant.now(), keep);
                if (!gone.isEmpty()) {
                    LOG.infof("%d series that ended before dicom.keep are gone from the vault", gone.size());
                }
            } catch (FaultException failure) {
                lane.requireRunning();
                LOG.warnf(
                        "what ended long ago stays in the vault for now: %s",
                        failure.fault().message());
            }
            lane.pause(every);
        }
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
