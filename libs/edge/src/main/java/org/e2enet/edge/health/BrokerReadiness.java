package org.e2enet.edge.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.Broker;
import org.e2enet.edge.records.TopicLimits;
import org.e2enet.faults.Fault;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the broker answered when it was last spoken to. Topics whose limits do not fit are named. */
@Readiness
@Singleton
final class BrokerReadiness implements HealthCheck {
    private final Broker broker;
    private final TopicLimits limits;

    @Inject
    BrokerReadiness(Broker broker, TopicLimits limits) {
        this.broker = broker;
        this.limits = limits;
    }

    @Override
    public HealthCheckResponse call() {
        if (!broker.isAway()) {
            HealthCheckResponseBuilder there =
                    HealthCheckResponse.named("broker").up();
            limits.unfit().forEach((topic, fault) -> there.withData(topic, fault.code()));
            return there.build();
        }
        Fault fault = EdgeFaults.brokerAway("any");
        return HealthCheckResponse.named("broker")
                .down()
                .withData("code", fault.code())
                .withData("mend", fault.mend())
                .build();
    }
}
