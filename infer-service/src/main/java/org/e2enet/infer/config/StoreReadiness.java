package org.e2enet.infer.config;

import java.nio.charset.StandardCharsets;
import org.e2enet.faults.FaultException;
import org.e2enet.store.DocumentStore;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the store can be written. Nothing here waits for a prediction, so a long one never turns it red. */
@Readiness
final class StoreReadiness implements HealthCheck {
    private static final byte[] CONTENT = "ok".getBytes(StandardCharsets.US_ASCII);

    private final DocumentStore documents;

    StoreReadiness(DocumentStore documents) {
        this.documents = documents;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            documents.publish("health/infer", CONTENT);
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
