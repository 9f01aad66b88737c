package org.e2enet.metrics.gauges;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import org.e2enet.faults.FaultException;
import org.e2enet.metrics.storage.ScoreArchive;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Brings the database in step with the catalogue and shows its figures at the start; ready when that is done. */
@Singleton
@Readiness
public class StartingState implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(StartingState.class);

    private final ScoreArchive archive;
    private final ScoreGauges gauges;
    private volatile boolean rebuilt;

    StartingState(ScoreArchive archive, ScoreGauges gauges) {
        this.archive = archive;
        this.gauges = gauges;
    }

    /** Where the store cannot be read yet, the next question for health tries again. */
    @Startup
    synchronized void rebuild() {
        try {
            archive.refresh();
            gauges.update();
            rebuilt = true;
        } catch (FaultException unreadable) {
            LOG.warnf("scores are not there yet: %s", unreadable.fault().message());
        }
    }

    @Override
    public HealthCheckResponse call() {
        if (!rebuilt) {
            rebuild();
        }
        return HealthCheckResponse.named("scores").status(rebuilt).build();
    }
}
