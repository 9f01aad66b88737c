package org.e2enet.store.s3;

import java.time.Instant;
import java.util.Optional;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.FaultException;
import org.e2enet.store.ObjectAddress;
import org.e2enet.store.Orphans;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** What a crash left in a bucket: parts of uploads, objects set aside. */
final class Leftovers {
    private static final String EVERYTHING = "";

    private Leftovers() {}

    /** Removes what is old, and puts back objects that were set aside; what fails stays for the next time. */
    static void remove(Bucket bucket, Copying copying, Instant now) {
        Instant oldest = now.minus(Orphans.AGE);
        try {
            bucket
                    .client()
                    .listMultipartUploadsPaginator(
                            request -> request.bucket(bucket.address().name()).prefix(bucket.key(EVERYTHING)))
                    .uploads()
                    .stream()
                    .filter(upload -> upload.initiated().isBefore(oldest))
                    .forEach(upload -> abort(bucket, upload));
            for (Bucket.Listed found : bucket.list(BucketAside.FOLDER)) {
                Optional<ObjectRef> ref = ObjectAddress.setAside(found.place().substring(BucketAside.FOLDER.length()));
                if (ref.isPresent() && found.writtenAt().isBefore(now.minus(Orphans.ASIDE_AGE))) {
                    BucketAside.putBack(bucket, copying, found.place(), ref.get());
                } else if (ref.isEmpty() && found.writtenAt().isBefore(oldest)) {
                    bucket.delete(found.place());
                }
            }
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
