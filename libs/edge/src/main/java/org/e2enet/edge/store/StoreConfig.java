package org.e2enet.edge.store;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.e2enet.store.s3.S3Settings;

/** Where the store is that all services share. Keys to a bucket are not among these: see {@link S3#credentialsFile}. */
@ConfigMapping(prefix = "store")
public interface StoreConfig {
    /** The store itself, unless an address says otherwise; uploads on their way, and copies of what lies in a bucket, are here in any case. */
    @WithDefault("store")
    Path directory();

    /** {@code file:DIRECTORY} or {@code s3://BUCKET/PREFIX}. */
    Optional<String> uri();

    S3 s3();

    /** How a bucket is reached. */
    interface S3 {
        /** Of a server that is not Amazon's. */
        Optional<URI> endpoint();

        /** By default what the AWS environment says, or us-east-1 at an endpoint of one's own. */
        Optional<String> region();

        /** Whether the bucket stands in the path; by default so at an endpoint of one's own. */
        Optional<Boolean> pathStyle();

        /** In the form of {@code ~/.aws/credentials}. By default AWS_ACCESS_KEY_ID and the other places that AWS clients look at. */
        Optional<Path> credentialsFile();

        /** Section of that file. */
        @WithDefault("default")
        String profile();

        /** Server-side encryption; by default what the bucket itself says. */
        Optional<S3Settings.Algorithm> encryption();

        /** Id or ARN of the key for {@code aws-kms}; by default the account's own. */
        Optional<String> kmsKey();

        /** Local copies of objects, all together. */
        @WithDefault("16G")
        MemorySize copiesLimit();

        /** Larger objects are sent in parts of this size. */
        @WithDefault("16M")
        MemorySize partSize();
    }
}
