package org.e2enet.ingest.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.e2enet.store.FileStore;

/** Makes the store injectable, as object and as document store. */
final class StoreBeans {
    @Produces
    @Singleton
    FileStore store(IngestConfig config) {
        return new FileStore(config.storeDirectory());
    }
}
