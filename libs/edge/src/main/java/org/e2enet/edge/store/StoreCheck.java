package org.e2enet.edge.store;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.store.Store;

/** Stops the start for what the settings of the store say wrong. */
@Singleton
final class StoreCheck {
    private final Store store;

    @Inject
    StoreCheck(Store store) {
        this.store = store;
    }

    /** @throws org.e2enet.faults.FaultException {@code STO-107}, {@code STO-204}, {@code STO-205} */
    void check(@Observes StartupEvent starting) {
        store.requireUsable();
    }
}
