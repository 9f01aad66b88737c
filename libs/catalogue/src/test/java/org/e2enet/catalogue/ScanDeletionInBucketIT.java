package org.e2enet.catalogue;

import java.nio.file.Path;
import org.e2enet.store.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same with the store in a bucket. */
class ScanDeletionInBucketIT extends ScanDeletionTest {
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

    /** A step of a deletion is some dozen requests. */
    @Override
    int stride() {
        return 4;
    }

    @Override
    Store store(Path root) {
        return buckets.store(root);
    }
}
