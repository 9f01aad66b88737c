package org.e2enet.store.s3;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An object that comes to a bucket in parts: it is there once they are joined, and else they are thrown away. */
record PartsOf(Bucket bucket, String place, String uploadId) {
    /** @return the ETag of the whole */
    String completed(Supplier<List<CompletedPart>> sender) {
        boolean whole = false;
        try {
            List<CompletedPart> parts = sender.get();
            String etag = bucket.client()
                    .completeMultipartUpload(
                            request -> request.bucket(bucket.address().name())
                                    .key(bucket.key(place))
                                    .uploadId(uploadId)
                                    .multipartUpload(upload -> upload.parts(parts)))
                    .eTag();
            whole = true;
            return etag;
        } finally {
            if (!whole) {
                abort();
            }
        }
    }

    private void abort() {
        try {
            bucket.client().abortMultipartUpload(request -> request.bucket(
                            bucket.address().name())
                    .key(bucket.key(place))
                    .uploadId(uploadId));
        } catch (SdkException left) {
            // Thrown away a day later, as what a crash leaves.
        }
    }
}
