package org.e2enet.catalogue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.e2enet.bucket.BucketServer;
import org.e2enet.store.Store;
import org.e2enet.store.StoreAddress;
import org.e2enet.store.s3.S3Settings;
import org.e2enet.store.s3.S3Store;

/** Stores in a bucket whose server keeps its files where a test sees them. */
final class Buckets implements AutoCloseable {
    private final Path folder;
    private final BucketServer server;

    Buckets(Path folder) {
        this.folder = folder;
        this.server = BucketServer.start(folder);
    }

    /** Files of a prefix that nobody has used. */
    Path fresh() {
        return server.files().resolve(UUID.randomUUID().toString());
    }

    Store store(Path files) {
        return new S3Store(
                new StoreAddress.Bucket(
                        BucketServer.BUCKET, server.files().relativize(files).toString()),
                new S3Settings(
                        Optional.of(server.endpoint()),
                        Optional.empty(),
                        true,
                        Optional.of(server.credentials()),
                        "default",
                        S3Settings.Encryption.OF_THE_BUCKET,
                        folder.resolve("local"),
                        new S3Settings.Limits(100 << 20, S3Settings.Limits.LEAST_PART_BYTES)));
    }

    @Override
    public void close() {
        server.close();
    }
}
