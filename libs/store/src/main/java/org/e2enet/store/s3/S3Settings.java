package org.e2enet.store.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a bucket is reached. Keys are never among these: they come from the AWS environment variables, the container's or the machine's
 * role, or from a file.
 *
 * @param endpoint of a server that is not Amazon's
 * @param region by default what the AWS environment says, or {@code us-east-1} at an endpoint of one's own
 * @param pathStyle whether the bucket stands in the path, not in the host's name
 * @param credentialsFile in the form of {@code ~/.aws/credentials}; read again when it changes
 * @param profile in that file
 * @param encryption what the server is to encrypt with
 * @param local directory for what this process holds on its disk
 * @param limits of that and of requests
 */
public record S3Settings(
        Optional<URI> endpoint,
        Optional<String> region,
        boolean pathStyle,
        Optional<Path> credentialsFile,
        String profile,
        Encryption encryption,
        Path local,
        Limits limits) {

    /** Of server-side encryption. */
    public enum Algorithm {
        AES256("AES256"),
        AWS_KMS("aws:kms"),
        AWS_KMS_DSSE("aws:kms:dsse");

        private final String onTheWire;

        Algorithm(String onTheWire) {
            this.onTheWire = onTheWire;
        }

        String onTheWire() {
            return onTheWire;
        }
    }

    /**
     * Server-side encryption of what is written.
     *
     * @param algorithm empty where the bucket's own setting counts
     * @param kmsKey its id or ARN; empty for the account's own
     */
    public record Encryption(Optional<Algorithm> algorithm, Optional<String> kmsKey) {
        public static final Encryption OF_THE_BUCKET = new Encryption(Optional.empty(), Optional.empty());
    }

    /**
     * What is taken of memory and disk.
     *
     * @param copiesBytes local copies of objects, together
     * @param partBytes of an upload; larger objects are sent in parts
     * @param copyBytes an object that is larger is copied inside the bucket in parts
     */
    public record Limits(long copiesBytes, long partBytes, long copyBytes) {
        /** Least part that S3 takes, but for the last of an upload. */
        public static final long LEAST_PART_BYTES = 5L << 20;

        /** Most that S3 copies by one request. */
        public static final long MOST_COPY_BYTES = 5L << 30;

        public Limits {
            if (copiesBytes < 1 || partBytes < LEAST_PART_BYTES || copyBytes < LEAST_PART_BYTES) {
                throw new IllegalArgumentException(
                        "parts are at least " + LEAST_PART_BYTES + " bytes, copies at least one");
            }
        }

        public Limits(long copiesBytes, long partBytes) {
            this(copiesBytes, partBytes, MOST_COPY_BYTES);
        }
    }
}
