package org.e2enet.metrics.storage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.edge.records.Surroundings;
import org.e2enet.faults.FaultException;
import org.e2enet.history.Database;
import org.e2enet.history.HistoryFaults;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the database answers: what waits for it is tried again, and readiness says why. */
@Readiness
@Singleton
final class DatabaseProbe implements HealthCheck, Surroundings.Part {
    private final Database database;

    @Inject
    DatabaseProbe(Database database) {
        this.database = database;
    }

    @Override
    public String awayCode() {
        return HistoryFaults.AWAY;
    }

    @Override
    public void ask() {
        database.ask();
    }

    @Override
    public HealthCheckResponse call() {
        try {
            ask();
            return HealthCheckResponse.up("database");
        } catch (FaultException failure) {
            return HealthCheckResponse.named("database")
                    .down()
                    .withData("code", failure.fault().code())
                    .withData("mend", failure.fault().mend())
                    .build();
        }
    }
}
