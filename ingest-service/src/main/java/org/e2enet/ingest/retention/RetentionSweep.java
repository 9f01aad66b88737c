package org.e2enet.ingest.retention;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Retention;
import org.e2enet.catalogue.UnreferencedObjects;
import org.e2enet.contract.ObjectRef;
import org.e2enet.edge.audit.Auditor;
import org.e2enet.edge.work.Lane;
import org.e2enet.edge.work.Lanes;
import org.e2enet.faults.FaultException;
import org.e2enet.ingest.config.RetentionConfig;
import org.e2enet.store.Inventory;
import org.e2enet.store.ObjectStore;
import org.jboss.logging.Logger;

/** Follows the rules of data sets and collects what nobody mentions, now and then. What fails is tried again the next time. */
@Singleton
final class RetentionSweep {
    private static final Logger LOG = Logger.getLogger(RetentionSweep.class);

    private static final Duration LEAST_AGE = Duration.ofHours(1);

    private final Retention retention;
    private final UnreferencedObjects unreferenced;
    private final ObjectStore objects;
    private final Lanes lanes;
    private final RetentionConfig config;
    private final Retention.Told recorded;

    @Inject
    RetentionSweep(
            Catalogue catalogue,
            ObjectStore objects,
            Inventory inventory,
            Lanes lanes,
            RetentionConfig config,
            Auditor auditor) {
        this.recorded = new RecordedRemovals(auditor);
        this.retention = new Retention(catalogue, objects);
        this.unreferenced = new UnreferencedObjects(inventory);
        this.objects = objects;
        this.lanes = lanes;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        Lane lane = lanes.open("retention", 1);
        lane.submit(() -> run(lane));
    }

    private Void run(Lane lane) {
        while (true) {
            // Not at once: a service that is started again and again has other things to do.
            lane.pause(config.every());
            try {
                sweep(Instant.now());
            } catch (FaultException failure) {
                lane.requireRunning();
                LOG.warnf("what is over stays for now: %s", failure.fault().message());
            } catch (RuntimeException failure) {
                lane.requireRunning();
                LOG.error("what is over stays for now", failure);
            }
        }
    }

    private void sweep(Instant now) {
        Retention.Removed removed = retention.follow(now, recorded);
        if (!removed.isNothing()) {
            LOG.infof(
                    "by the data sets' rules %d scans, %d predictions and %d files are gone",
                    removed.scanIds().size(), removed.predictionIds().size(), removed.files());
        }
        config.unreferencedAge().ifPresent(age -> collect(now.minus(age.compareTo(LEAST_AGE) < 0 ? LEAST_AGE : age)));
    }

    private void collect(Instant before) {
        Set<ObjectRef> collected = unreferenced.collect(before, ref -> TopologySnapshots.isOne(objects, ref));
        if (!collected.isEmpty()) {
            LOG.infof("%d objects that no document mentions are gone", collected.size());
        }
    }
}
