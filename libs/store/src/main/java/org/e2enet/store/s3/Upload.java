package org.e2enet.store.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.ObjectRef;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Sends a file to the bucket, a large one in parts, each with its SHA-256. Nothing of it is seen there before all of it is. What is sent
 * is read from the disk anew for every try, so memory holds a buffer of it.
 */
final class Upload {
    private static final int MOST_PARTS = 10_000;

    private final Bucket bucket;
    private final long partBytes;

    Upload(Bucket bucket, long partBytes) {
        this.bucket = bucket;
        this.partBytes = partBytes;
    }

    /** @return the ETag it has there */
    String send(String place, Path file, ObjectRef ref) {
        FileRange whole = new FileRange(file, 0, ref.bytes());
        return bucket.writing(
                ref.uri(), () -> ref.bytes() <= partBytes ? put(place, whole, ref) : parts(place, whole, ref));
    }

    private String put(String place, FileRange content, ObjectRef ref) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket.address().name())
                .key(bucket.key(place))
                .contentType(ref.mediaType())
                .checksumSHA256(Checksum.of(ref.sha256()))
                .overrideConfiguration(call -> call.apiCallAttemptTimeout(Bucket.patience(content.bytes())));
        bucket.encryption().algorithm().map(S3Settings.Algorithm::onTheWire).ifPresent(request::serverSideEncryption);
        bucket.encryption().kmsKey().ifPresent(request::ssekmsKeyId);
        return bucket.client().putObject(request.build(), body(content)).eTag();
    }

    private String parts(String place, FileRange content, ObjectRef ref) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(bucket.address().name())
                .key(bucket.key(place))
                .contentType(ref.mediaType())
                .checksumAlgorithm(ChecksumAlgorithm.SHA256);
        bucket.encryption().algorithm().map(S3Settings.Algorithm::onTheWire).ifPresent(request::serverSideEncryption);
        bucket.encryption().kmsKey().ifPresent(request::ssekmsKeyId);
        String uploadId = bucket.client().createMultipartUpload(request.build()).uploadId();
        return new PartsOf(bucket, place, uploadId).completed(() -> send(place, uploadId, content));
    }

    private List<CompletedPart> send(String place, String uploadId, FileRange content) {
        long each = Math.max(partBytes, Math.ceilDiv(content.bytes(), MOST_PARTS));
        List<CompletedPart> sent = new ArrayList<>();
        for (long offset = 0; offset < content.bytes(); offset += each) {
            FileRange part = new FileRange(content.file(), offset, Math.min(each, content.bytes() - offset));
            sent.add(send(place, uploadId, sent.size() + 1, part));
        }
        return sent;
    }

    private CompletedPart send(String place, String uploadId, int number, FileRange part) {
        String checksum = Checksum.of(sha256(part));
        String etag = bucket.client()
                .uploadPart(
                        request -> request.bucket(bucket.address().name())
                                .key(bucket.key(place))
                                .uploadId(uploadId)
                                .partNumber(number)
                                .checksumSHA256(checksum)
                                .overrideConfiguration(
                                        call -> call.apiCallAttemptTimeout(Bucket.patience(part.bytes()))),
                        body(part))
                .eTag();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(etag)
                .checksumSHA256(checksum)
                .build();
    }

    private static String sha256(FileRange part) {
        try {
            return part.sha256();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static RequestBody body(FileRange content) {
        return RequestBody.fromContentProvider(
                () -> {
                    try {
                        return content.open();
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                },
                content.bytes(),
                "application/octet-stream");
    }
}
