package org.e2enet.catalogue;

import java.nio.file.Path;
import org.e2enet.store.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same with the store in a bucket. */
class CatalogueInBucketIT extends CatalogueTest {
    @TempDir
    static Path bucketFolder;

    private static Buckets buckets;

    @BeforeAll
    static void start() {
        buckets = new Buckets(bucketFolder);
    }

    @AfterAll
    static void stop() {
        buckets.close();
    }

    @Override
    Path root() {
        return buckets.fresh();
    }

    @Override
    Store store(Path root) {
        return buckets.store(root);
    }
}
