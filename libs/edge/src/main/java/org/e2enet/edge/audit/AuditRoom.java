package org.e2enet.edge.audit;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.rest.RequestCheck;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** What cannot be recorded is not done: refuses audited calls while there is no room for more records, and readiness tells. */
@Readiness
@Singleton
final class AuditRoom implements RequestCheck, HealthCheck {
    private static final int UNAVAILABLE = 503;

    private final Auditor auditor;

    @Inject
    AuditRoom(Auditor auditor) {
        this.auditor = auditor;
    }

    @Override
    public Optional<Refusal> check(HttpServerRequest request) {
        String path = request.path() == null ? "/" : request.path();
        return auditor.isFull() && AuditedCalls.isAudited(request.method().name(), path)
                ? Optional.of(new Refusal(UNAVAILABLE, EdgeFaults.auditFull()))
                : Optional.empty();
    }

    /** After host and origin, before logins. */
    @Override
    public int order() {
        return 2;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("audit").status(!auditor.isFull()).withData("waiting", auditor.waiting());
        if (auditor.isFull()) {
            answer.withData("code", EdgeFaults.auditFull().code())
                    .withData("mend", EdgeFaults.auditFull().mend());
        }
        return answer.build();
    }
}
