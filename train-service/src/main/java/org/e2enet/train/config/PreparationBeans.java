package org.e2enet.train.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.preparation.PreparedScans;
import org.e2enet.store.ObjectStore;

/** Makes scans injectable as a network wants them. */
final class PreparationBeans {
    @Produces
    @Singleton
    PreparedScans prepared(ObjectStore objects, Catalogue catalogue, MemoryBudget memory) {
        return new PreparedScans(objects, catalogue, memory);
    }
}
