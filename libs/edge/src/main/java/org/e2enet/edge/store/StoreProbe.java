package org.e2enet.edge.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.e2enet.faults.FaultException;
import org.e2enet.store.DocumentStore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks the store whether it can be written, by writing. Thread-safe. */
@Singleton
public final class StoreProbe {
    private static final byte[] CONTENT = "ok".getBytes(StandardCharsets.US_ASCII);

    private final DocumentStore documents;
    private final String document;

    @Inject
    public StoreProbe(DocumentStore documents, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.documents = documents;
        this.document = "health/" + service;
    }

    /** @throws FaultException {@code STO-2xx} when it cannot */
    public void ask() {
        documents.publish(document, CONTENT);
    }
}
