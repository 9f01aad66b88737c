package org.e2enet.store.s3;

import java.time.Instant;
import org.e2enet.faults.FaultException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** What a crash left in a bucket: parts of uploads, objects set aside. */
final class Leftovers {
    private static final String EVERYTHING = "";

    private Leftovers() {}

    /** Removes what is older; what cannot be removed stays for the next time. */
    static void remove(Bucket bucket, Instant oldest) {
        try {
            bucket
                    .client()
                    .listMultipartUploadsPaginator(
                            request -> request.bucket(bucket.address().name()).prefix(bucket.key(EVERYTHING)))
                    .uploads()
                    .stream()
                    .filter(upload -> upload.initiated().isBefore(oldest))
                    .forEach(upload -> abort(bucket, upload));
            bucket.list(BucketAside.FOLDER).stream()
                    .filter(found -> found.writtenAt().isBefore(oldest))
                    .forEach(found -> bucket.delete(found.place()));
        } catch (SdkException | FaultException away) {
            // Nobody waits for this.
        }
    }

    private static void abort(Bucket bucket, MultipartUpload upload) {
        bucket.client()
                .abortMultipartUpload(request -> request.bucket(bucket.address().name())
                        .key(upload.key())
                        .uploadId(upload.uploadId()));
    }
}
