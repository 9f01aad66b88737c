package org.e2enet.train.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.e2enet.store.FileStore;

/** Makes the store a bean: inject {@code ObjectStore} or {@code DocumentStore}. */
final class SharedStore {
    @Produces
    @Singleton
    FileStore store(TrainConfig config) {
        return new FileStore(config.storeDirectory());
    }
}
