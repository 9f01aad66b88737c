package org.e2enet.store;

import java.nio.file.Path;

/** Where a store is: {@code file:DIRECTORY} or {@code s3://BUCKET/PREFIX}. */
public sealed interface StoreAddress {
    /** A directory, absolute or from where the process stands. */
    record Directory(Path path) implements StoreAddress {}

    /**
     * A place in a bucket.
     *
     * @param name of the bucket, as S3 allows it
     * @param prefix before the keys of everything, without a slash at its ends; empty where the whole bucket is meant
     */
    record Bucket(String name, String prefix) implements StoreAddress {
        /** The key of something by its place below the store. */
        public String key(String place) {
            return prefix.isEmpty() ? place : prefix + "/" + place;
        }
    }

    /** @throws org.e2enet.faults.FaultException {@code STO-107}, which shows nothing of it: somebody may have written a secret into it */
    static StoreAddress parse(String uri) {
        return AddressForm.parse(uri);
    }
}
