package org.e2enet.store.s3;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.e2enet.store.DocumentName;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.Sha256;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Documents as objects of a bucket, at {@code documents/<name>}. One put is whole or not at all, and seen by every read after it; one
 * that must be the first is sent with {@code If-None-Match}. Thread safe, over processes too.
 */
final class BucketDocuments implements DocumentStore {
    /** Metadata that tells whose call made a document. */
    static final String WRITER = "writer";

    private static final String FOLDER = "documents/";

    /** Servers tell times in whole seconds, and their clocks may differ a little. */
    private static final Duration CLOCK_TICK = Duration.ofSeconds(2);

    private static final String ANY = "*";
    private static final int CONFLICT = 409;
    private static final int TAKEN = 412;
    private static final int TRIES = 8;

    private final Bucket bucket;

    BucketDocuments(Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public void publish(String name, byte[] content) {
        String place = place(name);
        bucket.writing(
                name, () -> bucket.client().putObject(put(place, content).build(), RequestBody.fromBytes(content)));
    }

    @Override
    public boolean publishIfAbsent(String name, byte[] content) {
        String place = place(name);
        String writer = UUID.randomUUID().toString();
        PutObjectRequest request = put(place, content)
                .ifNoneMatch(ANY)
                .metadata(Map.of(WRITER, writer))
                .build();
        return bucket.writing(name, () -> putFirst(request, content))
                // Where an answer was lost, the client asked again and met what it had made itself.
                || bucket.head(place)
                        .flatMap(Bucket.Head::writer)
                        .filter(writer::equals)
                        .isPresent();
    }

    /** A conflict says that another write of the name is under way: who won is known at the next try. */
    private boolean putFirst(PutObjectRequest request, byte[] content) {
        for (int tried = 1; ; tried++) {
            try {
                bucket.client().putObject(request, RequestBody.fromBytes(content));
                return true;
            } catch (AwsServiceException answer) {
                if (answer.statusCode() == TAKEN) {
                    return false;
                }
                if (answer.statusCode() != CONFLICT || tried == TRIES) {
                    throw answer;
                }
            }
        }
    }

    private PutObjectRequest.Builder put(String place, byte[] content) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket.address().name())
                .key(bucket.key(place))
                .contentType("application/json")
                .checksumSHA256(Checksum.of(Sha256.of(content)))
                .overrideConfiguration(call -> call.apiCallAttemptTimeout(Bucket.patience(content.length)));
        bucket.encryption().algorithm().map(S3Settings.Algorithm::onTheWire).ifPresent(request::serverSideEncryption);
        bucket.encryption().kmsKey().ifPresent(request::ssekmsKeyId);
        return request;
    }

    @Override
    public Optional<byte[]> find(String name) {
        return findDated(name).map(Dated::content);
    }

    @Override
    public Optional<Dated> findDated(String name) {
        return bucket.get(place(name), 0, ResponseTransformer.toBytes())
                .map(found ->
                        new Dated(found.asByteArrayUnsafe(), found.response().lastModified()));
    }

    @Override
    public void findAll(List<String> names, BiConsumer<String, Dated> visitor) {
        Ahead.forEach(names, this::findDated, (name, found) -> found.ifPresent(dated -> visitor.accept(name, dated)));
    }

    @Override
    public List<String> list(String folder, Consumer<String> strangers) {
        List<String> names = new ArrayList<>();
        for (Bucket.Listed found : bucket.list(place(folder) + "/")) {
            String name = found.place().substring(FOLDER.length());
            if (DocumentName.isPossible(name)) {
                names.add(name);
            } else if (!name.endsWith("/") && !DocumentName.isMark(name)) {
                // What ends so stands for a folder, where a program of others made one.
                strangers.accept(DocumentName.shown(name));
            }
        }
        return names;
    }

    @Override
    public Optional<Instant> changedAt(String name) {
        return bucket.head(place(name)).map(Bucket.Head::writtenAt);
    }

    /**
     * A hash of what the folder lists: buckets know no time of folders. What was made and removed between two looks is in neither listing, so
     * that removals leave a mark, which is; what was replaced and put back within a tick of the server's clock looks as before, so that
     * a listing with something that young is equal to none.
     */
    @Override
    public String revision(String folder) {
        Bucket.Listing listing = bucket.listing(place(folder) + "/");
        Instant young = listing.asOf().minus(CLOCK_TICK);
        StringBuilder text = new StringBuilder();
        boolean isYoung = false;
        for (Bucket.Listed found : listing.keys()) {
            text.append(found.place()).append(' ').append(found.etag());
            text.append(' ').append(found.writtenAt()).append('\n');
            isYoung |= !found.writtenAt().isBefore(young);
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)) + (isYoung ? "/" + UUID.randomUUID() : "");
    }

    @Override
    public void remove(String name) {
        String place = place(name);
        if (bucket.head(place).isEmpty()) {
            return;
        }
        // Between the two: whoever looked before the mark sees another mark later, whoever looked after it sees a
        // document less.
        markRemoval(place.substring(0, place.lastIndexOf('/') + 1) + DocumentName.REMOVAL_MARK);
        bucket.delete(place);
    }

    private void markRemoval(String mark) {
        byte[] anew = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        bucket.writing(mark, () -> bucket.client().putObject(put(mark, anew).build(), RequestBody.fromBytes(anew)));
    }

    private static String place(String name) {
        return FOLDER + DocumentName.checked(name);
    }
}
