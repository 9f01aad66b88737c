package org.e2enet.metrics.gauges;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import org.e2enet.metrics.storage.ScoreArchive;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Rebuilds everything shown from the store's documents at the start; ready when that is done and the store answers. */
@Singleton
@Readiness
public class StartingState implements HealthCheck {
    private final ScoreArchive archive;
    private final ScoreGauges gauges;
    private volatile boolean rebuilt;

    StartingState(ScoreArchive archive, ScoreGauges gauges) {
        this.archive = archive;
        this.gauges = gauges;
    }

    @Startup
    void rebuild() {
        archive.refresh();
        gauges.update();
        rebuilt = true;
    }

    @Override
    public HealthCheckResponse call() {
        boolean answers = rebuilt && storeAnswers();
        return HealthCheckResponse.named("store")
                .status(answers)
                .withData("scores", archive.all().size())
                .build();
    }

    private boolean storeAnswers() {
        try {
            archive.refresh();
            return true;
        } catch (RuntimeException unreachable) {
            return false;
        }
    }
}
