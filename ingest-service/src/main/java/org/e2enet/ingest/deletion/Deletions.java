package org.e2enet.ingest.deletion;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanDeletion;
import org.e2enet.faults.FaultException;
import org.e2enet.store.ObjectStore;
import org.jboss.logging.Logger;

/** Makes the deletion of scans a bean, and ends at the start what a crash interrupted. */
@Singleton
final class Deletions {
    private static final Logger LOG = Logger.getLogger(Deletions.class);

    private final ScanDeletion deletion;

    @Inject
    Deletions(Catalogue catalogue, ObjectStore objects) {
        this.deletion = new ScanDeletion(catalogue, objects);
    }

    @Produces
    @Singleton
    ScanDeletion deletion() {
        return deletion;
    }

    void goOn(@Observes StartupEvent start) {
        try {
            deletion.resume();
        } catch (FaultException failure) {
            LOG.warnf(
                    "deletions stay unfinished until the next start: %s",
                    failure.fault().message());
        }
    }
}
