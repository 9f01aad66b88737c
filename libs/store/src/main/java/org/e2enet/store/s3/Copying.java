package org.e2enet.store.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.ObjectRef;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Copies inside the bucket; nothing of it passes here. */
final class Copying {
    private final Bucket bucket;
    private final long partBytes;

    /** @param partBytes what is larger is copied in parts of so much */
    Copying(Bucket bucket, long partBytes) {
        this.bucket = bucket;
        this.partBytes = partBytes;
    }

    /** @return whether there was something to copy */
    boolean copy(String from, String to, ObjectRef ref) {
        return bucket.writing(ref.uri(), () -> Bucket.absentable(() -> sized(from)))
                .map(bytes -> bucket.writing(
                        ref.uri(),
                        () -> bytes <= partBytes ? whole(from, to, bytes) : Optional.of(parts(from, to, bytes, ref))))
                .flatMap(copied -> copied)
                .isPresent();
    }

    /** What lies there, not what should: a damaged object may have another size. */
    private long sized(String from) {
        HeadObjectResponse head = bucket.client()
                .headObject(request -> request.bucket(bucket.address().name()).key(bucket.key(from)));
        return head.contentLength();
    }

    private Optional<String> whole(String from, String to, long bytes) {
        CopyObjectRequest.Builder request = CopyObjectRequest.builder()
                .sourceBucket(bucket.address().name())
                .sourceKey(bucket.key(from))
                .destinationBucket(bucket.address().name())
                .destinationKey(bucket.key(to))
                .overrideConfiguration(call -> call.apiCallAttemptTimeout(Bucket.patience(bytes)));
        bucket.encryption().algorithm().map(S3Settings.Algorithm::onTheWire).ifPresent(request::serverSideEncryption);
        bucket.encryption().kmsKey().ifPresent(request::ssekmsKeyId);
        return Bucket.absentable(() -> bucket.client().copyObject(request.build()))
                .map(CopyObjectResponse::copyObjectResult)
                .map(copied -> copied.eTag());
    }

    private String parts(String from, String to, long bytes, ObjectRef ref) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(bucket.address().name())
                .key(bucket.key(to))
                .contentType(ref.mediaType());
        bucket.encryption().algorithm().map(S3Settings.Algorithm::onTheWire).ifPresent(request::serverSideEncryption);
        bucket.encryption().kmsKey().ifPresent(request::ssekmsKeyId);
        String uploadId = bucket.client().createMultipartUpload(request.build()).uploadId();
        return new PartsOf(bucket, to, uploadId).completed(() -> {
            List<CompletedPart> copied = new ArrayList<>();
            for (long offset = 0; offset < bytes; offset += partBytes) {
                copied.add(
                        part(from, to, uploadId, copied.size() + 1, offset, Math.min(bytes, offset + partBytes) - 1));
            }
            return copied;
        });
    }

    private CompletedPart part(String from, String to, String uploadId, int number, long first, long last) {
        String etag = bucket.client()
                .uploadPartCopy(request -> request.sourceBucket(bucket.address().name())
                        .sourceKey(bucket.key(from))
                        .destinationBucket(bucket.address().name())
                        .destinationKey(bucket.key(to))
                        .uploadId(uploadId)
                        .partNumber(number)
                        .copySourceRange("bytes=" + first + "-" + last)
                        .overrideConfiguration(call -> call.apiCallAttemptTimeout(Bucket.patience(last - first))))
                .copyPartResult()
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }
}
