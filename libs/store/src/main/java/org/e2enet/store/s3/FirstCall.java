package org.e2enet.store.s3;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Tries all that a store does with a bucket, before work depends on it. */
final class FirstCall {
    private static final int TAKEN = 412;

    private FirstCall() {}

    /**
     * @throws software.amazon.awssdk.core.exception.SdkException what the bucket says, or that it says nothing
     * @throws org.e2enet.faults.FaultException {@code STO-204} when the server makes what is there already
     */
    static void to(Bucket bucket) {
        S3Client client = bucket.client();
        client.listObjectsV2(request ->
                request.bucket(bucket.address().name()).prefix(bucket.key("")).maxKeys(1));
        // Whatever stays of it goes a day later.
        String place = BucketAside.FOLDER + UUID.randomUUID();
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket.address().name())
                .key(bucket.key(place))
                .ifNoneMatch("*");
        bucket.encryption().algorithm().map(S3Settings.Algorithm::onTheWire).ifPresent(request::serverSideEncryption);
        bucket.encryption().kmsKey().ifPresent(request::ssekmsKeyId);
        byte[] content = "is this bucket of use?".getBytes(StandardCharsets.US_ASCII);
        put(client, request.build(), content);
        boolean unconditional = put(client, request.build(), content);
        client.deleteObject(removal -> removal.bucket(bucket.address().name()).key(bucket.key(place)));
        if (unconditional) {
            throw BucketFaults.unconditional().exception();
        }
    }

    private static boolean put(S3Client client, PutObjectRequest request, byte[] content) {
        try {
            client.putObject(request, RequestBody.fromBytes(content));
            return true;
        } catch (AwsServiceException answer) {
            if (answer.statusCode() == TAKEN) {
                return false;
            }
            throw answer;
        }
    }
}
