package org.e2enet.store.s3;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.e2enet.store.StoreAddress;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The part of a bucket below a prefix: calls by place, with faults instead of the client's exceptions. Thread safe.
 *
 * @param client whoever made it closes it
 */
record Bucket(S3Client client, StoreAddress.Bucket address, S3Settings.Encryption encryption) {
    private static final int ABSENT = 404;
    private static final Duration SMALL = Duration.ofSeconds(15);
    private static final long SLOWEST_BYTES_PER_SECOND = 128 << 10;

    /** How a thing lies there. */
    record Head(String etag, Instant writtenAt, Optional<String> writer) {}

    /** A key of a listing, by its place. */
    record Listed(String place, String etag, Instant writtenAt) {}

    /**
     * Keys below a place, sorted.
     *
     * @param asOf when the listing began, by the server's clock: that of {@link Listed#writtenAt}
     */
    record Listing(List<Listed> keys, Instant asOf) {}

    /** What a request may take: the client itself looks at silence alone, and at none while it sends. */
    static Duration patience(long bytes) {
        return SMALL.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
    }

    String key(String place) {
        return address.key(place);
    }

    Optional<Head> head(String place) {
        return reading(
                        place,
                        () -> absentable(() -> client.headObject(request -> request.bucket(address.name())
                                .key(key(place))
                                .overrideConfiguration(call -> call.apiCallAttemptTimeout(SMALL)))))
                .map(found -> new Head(
                        found.eTag(),
                        found.lastModified(),
                        Optional.ofNullable(found.metadata().get(BucketDocuments.WRITER))));
    }

    /** @param bytes how many are expected */
    <T> Optional<T> get(String place, long bytes, ResponseTransformer<GetObjectResponse, T> reader) {
        return reading(
                place,
                () -> absentable(() -> client.getObject(
                        request -> request.bucket(address.name())
                                .key(key(place))
                                .overrideConfiguration(call -> call.apiCallAttemptTimeout(patience(bytes))),
                        reader)));
    }

    /** All keys that begin with a place, sorted. */
    List<Listed> list(String below) {
        return listing(below).keys();
    }

    /** As {@link #list}, with the time. */
    Listing listing(String below) {
        String prefix = key(below);
        int skipped = prefix.length() - below.length();
        return reading(below, () -> {
            List<Listed> listed = new ArrayList<>();
            Instant asOf = null;
            for (ListObjectsV2Response page : client.listObjectsV2Paginator(request -> request.bucket(address.name())
                    .prefix(prefix)
                    .overrideConfiguration(call -> call.apiCallAttemptTimeout(SMALL)))) {
                asOf = asOf == null ? dateOf(page) : asOf;
                page.contents().forEach(found -> listed.add(listed(found, skipped)));
            }
            return new Listing(listed, asOf == null ? Instant.now() : asOf);
        });
    }

    private static Instant dateOf(ListObjectsV2Response answer) {
        try {
            return answer.sdkHttpResponse()
                    .firstMatchingHeader("Date")
                    .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
                    .orElseGet(Instant::now);
        } catch (DateTimeParseException unreadable) {
            return Instant.now();
        }
    }

    private static Listed listed(S3Object found, int skipped) {
        return new Listed(found.key().substring(skipped), found.eTag(), found.lastModified());
    }

    void delete(String place) {
        writing(
                place,
                () -> client.deleteObject(request -> request.bucket(address.name())
                        .key(key(place))
                        .overrideConfiguration(call -> call.apiCallAttemptTimeout(SMALL))));
    }

    <T> T reading(String place, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failure) {
            throw BucketFaults.notRead(place, failure).exception(failure);
        }
    }

    <T> T writing(String place, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failure) {
            throw BucketFaults.notWritten(place, failure).exception(failure);
        }
    }

    /** Empty when the key is not there; that the bucket is not is another thing. */
    static <T> Optional<T> absentable(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (AwsServiceException answer) {
            if (answer.statusCode() == ABSENT && !BucketFaults.isBucketMissing(answer)) {
                return Optional.empty();
            }
            throw answer;
        }
    }
}
