package org.e2enet.edge.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.e2enet.edge.records.Surroundings;
import org.e2enet.faults.Fault;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: no stage waits for what surrounds the service; a stage that does is named with the reason's code. */
@Readiness
@Singleton
final class WorkReadiness implements HealthCheck {
    private final Surroundings surroundings;

    @Inject
    WorkReadiness(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, Fault> waiting = surroundings.waiting();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("work").status(waiting.isEmpty());
        waiting.forEach((stage, fault) -> answer.withData(stage, fault.code()));
        return answer.build();
    }
}
