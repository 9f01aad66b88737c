package org.e2enet.edge;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.e2enet.faults.FaultException;
import org.e2enet.store.DocumentStore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the store can be written. Nothing here waits for work, so a long record never turns it red. */
@Readiness
@Singleton
final class StoreReadiness implements HealthCheck {
    private static final byte[] CONTENT = "ok".getBytes(StandardCharsets.US_ASCII);

    private final DocumentStore documents;
    private final String document;

    StoreReadiness(DocumentStore documents, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.documents = documents;
        this.document = "health/" + service;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            documents.publish(document, CONTENT);
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
