package org.e2enet.edge.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.edge.store.StoreProbe;
import org.e2enet.faults.FaultException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the store can be written. Nothing here waits for work, so a long record never turns it red. */
@Readiness
@Singleton
final class StoreReadiness implements HealthCheck {
    private final StoreProbe store;

    @Inject
    StoreReadiness(StoreProbe store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            store.ask();
            return HealthCheckResponse.up("store");
        } catch (FaultException failure) {
            return HealthCheckResponse.named("store")
                    .down()
                    .withData("code", failure.fault().code())
                    .withData("mend", failure.fault().mend())
                    .build();
        }
    }
}
