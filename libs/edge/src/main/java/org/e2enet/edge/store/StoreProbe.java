package org.e2enet.edge.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.faults.FaultException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks the store whether it can be written, by writing. Thread-safe. */
@Singleton
public final class StoreProbe {
    private final Catalogue catalogue;
    private final String service;

    @Inject
    public StoreProbe(Catalogue catalogue, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.catalogue = catalogue;
        this.service = service;
    }

    /** @throws FaultException {@code STO-2xx} when it cannot */
    public void ask() {
        catalogue.probe(service);
    }
}
