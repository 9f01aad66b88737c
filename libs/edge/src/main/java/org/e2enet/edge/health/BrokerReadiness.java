package org.e2enet.edge.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.Broker;
import org.e2enet.faults.Fault;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the broker answered when it was last spoken to. */
@Readiness
@Singleton
final class BrokerReadiness implements HealthCheck {
    private final Broker broker;

    @Inject
    BrokerReadiness(Broker broker) {
        this.broker = broker;
    }

    @Override
    public HealthCheckResponse call() {
        if (!broker.isAway()) {
            return HealthCheckResponse.up("broker");
        }
        Fault fault = EdgeFaults.brokerAway("any");
        return HealthCheckResponse.named("broker")
                .down()
                .withData("code", fault.code())
                .withData("mend", fault.mend())
                .build();
    }
}
