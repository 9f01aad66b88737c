package org.e2enet.edge.store;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.FileStore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The store all services share, in the directory {@code store.directory}, and the catalogue over it: inject {@code ObjectStore} and
 * {@code Catalogue}. {@code e2enet_store_strangers_total} counts files in the catalogue's folders that are no documents.
 */
final class StoreBeans {
    @Produces
    @Singleton
    FileStore store(@ConfigProperty(name = "store.directory", defaultValue = "store") Path directory) {
        return new FileStore(directory);
    }

    @Produces
    @Singleton
    Catalogue catalogue(DocumentStore documents, MeterRegistry meters) {
        return new Catalogue(documents, folder -> meters.counter("e2enet.store.strangers", "folder", folder)
                .increment());
    }
}
