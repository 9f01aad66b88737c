package org.e2enet.edge.store;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.FileStore;
import org.e2enet.store.Inventory;
import org.e2enet.store.ObjectStore;
import org.e2enet.store.Store;
import org.e2enet.store.StoreAddress;
import org.e2enet.store.s3.S3Settings;
import org.e2enet.store.s3.S3Store;

/**
 * The store all services share, in a directory or a bucket ({@link StoreConfig}), and the catalogue over it: inject {@code ObjectStore}
 * and {@code Catalogue}. {@code e2enet_store_strangers_total} counts files in the catalogue's folders that are no documents.
 */
final class StoreBeans {
    @Produces
    @Singleton
    Store store(StoreConfig config) {
        return switch (config.uri()
                .map(StoreAddress::parse)
                .orElseGet(() -> new StoreAddress.Directory(config.directory()))) {
            case StoreAddress.Directory directory -> new FileStore(directory.path());
            case StoreAddress.Bucket bucket -> new S3Store(bucket, settings(config));
        };
    }

    private static S3Settings settings(StoreConfig config) {
        StoreConfig.S3 s3 = config.s3();
        return new S3Settings(
                s3.endpoint(),
                s3.region(),
                s3.pathStyle().orElse(s3.endpoint().isPresent()),
                s3.credentialsFile(),
                s3.profile(),
                new S3Settings.Encryption(s3.encryption(), s3.kmsKey()),
                config.directory(),
                new S3Settings.Limits(
                        s3.copiesLimit().asLongValue(), s3.partSize().asLongValue()));
    }

    void close(@Disposes Store store) {
        store.close();
    }

    @Produces
    @Singleton
    ObjectStore objects(Store store) {
        return store.objects();
    }

    @Produces
    @Singleton
    Inventory inventory(Store store) {
        return store.inventory();
    }

    @Produces
    @Singleton
    DocumentStore documents(Store store) {
        return store.documents();
    }

    @Produces
    @Singleton
    Catalogue catalogue(DocumentStore documents, MeterRegistry meters) {
        return new Catalogue(documents, folder -> meters.counter("e2enet.store.strangers", "folder", folder)
                .increment());
    }
}
