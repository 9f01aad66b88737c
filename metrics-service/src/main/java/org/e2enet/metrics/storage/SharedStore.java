package org.e2enet.metrics.storage;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.e2enet.metrics.config.MetricsConfig;
import org.e2enet.store.FileStore;

/** Makes the store a bean: inject {@code ObjectStore} or {@code DocumentStore}. */
final class SharedStore {
    @Produces
    @Singleton
    FileStore store(MetricsConfig config) {
        return new FileStore(config.storeDirectory());
    }
}
