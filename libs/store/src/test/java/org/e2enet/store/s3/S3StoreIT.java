package org.e2enet.store.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.e2enet.bucket.BucketServer;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.store.FullDisk;
import org.e2enet.store.ObjectStore;
import org.e2enet.store.Orphans;
import org.e2enet.store.Store;
import org.e2enet.store.StoreAddress;
import org.e2enet.store.StoreContract;
import org.e2enet.store.StoreFaults;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What every store promises, with a bucket of a real server, and what a bucket brings with it. */
class S3StoreIT extends StoreContract {
    private static final int LARGE_BYTES = 12 << 20;
    private static final AtomicLong SEED = new AtomicLong();

    @TempDir
    static Path folder;

    private static BucketServer server;
    private static S3Client somebodyElse;

    private final StoreAddress.Bucket address =
            new StoreAddress.Bucket(BucketServer.BUCKET, "tests/" + UUID.randomUUID());

    @BeforeAll
    static void start() {
        server = BucketServer.start(folder);
        S3Settings settings = settings(server.credentials(), Settings.LIMITS);
        somebodyElse = Clients.client(settings, Clients.credentials(settings));
    }

    @AfterAll
    static void stop() {
        somebodyElse.close();
        server.close();
    }

    private static S3Settings settings(Path credentials, S3Settings.Limits limits) {
        return Settings.of(server.endpoint(), credentials, folder.resolve("local"), limits);
    }

    @Override
    protected Store open() {
        return new S3Store(address, settings(server.credentials(), Settings.LIMITS));
    }

    @Override
    protected void write(String place, String content) {
        somebodyElse.putObject(
                request -> request.bucket(address.name()).key(address.key(place)), RequestBody.fromString(content));
    }

    @Override
    protected void lose(String place) {
        somebodyElse.deleteObject(request -> request.bucket(address.name()).key(address.key(place)));
    }

    @Override
    protected List<String> places() {
        return somebodyElse
                .listObjectsV2Paginator(
                        request -> request.bucket(address.name()).prefix(address.prefix() + "/"))
                .contents()
                .stream()
                .map(found -> found.key().substring(address.prefix().length() + 1))
                .toList();
    }

    @Test
    void shouldBeOfUseToItsOwnKeys() {
        assertDoesNotThrow(() -> opened().requireUsable());
        assertEquals(List.of(), places(), "nothing stays of the trial");
    }

    @Test
    void shouldSendAndCopyLargeObjectsInParts() throws IOException {
        byte[] content = random(LARGE_BYTES);
        ObjectStore store = opened().objects();
        ObjectRef ref = store.put(content, TEXT);

        String etag = somebodyElse
                .headObject(request -> request.bucket(address.name()).key(address.key(places().getFirst())))
                .eTag();
        assertTrue(etag.contains("-3"), "an ETag of three parts: " + etag);
        assertArrayEquals(content, opened().objects().read(ref));

        assertEquals(Set.of(), store.removeUnless(Set.of(ref), refs -> refs));
        assertArrayEquals(content, opened().objects().read(ref), "out of sight and back again, in parts");
        assertEquals(List.of(), uploads());
    }

    @Test
    void shouldLeaveNothingTornWhenTheLocalDiskIsFull() throws IOException {
        try (S3Store full = new S3Store(
                address,
                settings(server.credentials(), Settings.LIMITS),
                Settings.local(file -> new FullDisk(Files.newOutputStream(file), 100_000)))) {
            assertFault(StoreFaults.NOT_WRITTEN, () -> full.objects().put(new byte[200_000], TEXT));
            assertEquals(List.of(), places());
            assertEquals(List.of(), copiesOf(full));
        }
    }

    /** A disk of the server's flips a bit, and the server goes on saying that all is well. */
    @Test
    void shouldFindDamageThatTheServerDoesNotKnowOf() throws IOException {
        ObjectRef ref = opened().objects().put(bytes("abc"), TEXT);
        Path onServer;
        try (Stream<Path> files = Files.walk(folder.resolve("buckets"))) {
            onServer = files.filter(file ->
                            file.toString().contains(address.prefix()) && file.endsWith(Path.of(ABC.substring(2))))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(onServer, "abd");

        ObjectStore store = opened().objects();
        assertFault(StoreFaults.CORRUPT, () -> store.open(ref));
        assertFalse(store.isIntact(ref));
        store.put(bytes("abc"), TEXT);
        assertTrue(opened().objects().isIntact(ref), "storing again heals");
    }

    @Test
    void shouldMendACopyThatTheLocalDiskDamaged() throws IOException {
        ObjectStore store = opened().objects();
        ObjectRef ref = store.put(bytes("abc"), TEXT);
        Files.writeString(store.localFile(ref), "abd");
        assertEquals("abc", Files.readString(store.localFile(ref)));
        Files.delete(store.localFile(ref));
        assertEquals("abc", Files.readString(store.localFile(ref)));
    }

    @Test
    void shouldKeepCopiesWithinTheLimit() throws IOException {
        S3Settings.Limits few = new S3Settings.Limits(1_000_000, Settings.PART_BYTES);
        try (S3Store store =
                new S3Store(address, settings(server.credentials(), few), Settings.local(Files::newOutputStream))) {
            List<ObjectRef> refs = Stream.generate(() -> store.objects().put(random(300_000), TEXT))
                    .limit(6)
                    .toList();
            for (int i = 0; i < 12; i++) {
                assertTrue(store.objects().isIntact(refs.get(i % refs.size())));
                assertTrue(
                        copiesOf(store).stream()
                                        .mapToLong(file -> file.toFile().length())
                                        .sum()
                                <= 1_000_000,
                        () -> copiesOf(store).toString());
            }
            ObjectRef large = store.objects().put(new byte[1_000_001], TEXT);
            assertFault(StoreFaults.COPIES_FULL, () -> store.objects().open(large));
        }
    }

    @Test
    void shouldLetGoOfCopiesWhoseObjectsWereRemoved() throws IOException {
        try (S3Store store = new S3Store(
                address, settings(server.credentials(), Settings.LIMITS), Settings.local(Files::newOutputStream))) {
            ObjectRef removed = store.objects().put(bytes("abc"), TEXT);
            ObjectRef kept = store.objects().put(bytes("abcd"), TEXT);
            opened().objects().remove(removed);

            store.tidyUp(Instant.now());

            assertEquals(
                    List.of(kept.sha256()),
                    copiesOf(store).stream()
                            .map(file -> file.getFileName().toString())
                            .toList());
        }
    }

    @Test
    void shouldRemoveWhatACrashLeftInTheBucketButNothingYoung() throws IOException {
        write("aside/left", "by a deletion");
        somebodyElse.createMultipartUpload(
                request -> request.bucket(address.name()).key(address.key("objects/half")));
        try (S3Store store = new S3Store(
                address, settings(server.credentials(), Settings.LIMITS), Settings.local(Files::newOutputStream))) {
            ObjectRef ref = store.objects().put(bytes("abc"), TEXT);
            store.tidyUp(Instant.now());
            assertEquals(1, uploads().size());
            assertEquals(List.of("aside/left", ABC_PLACE), places());

            store.tidyUp(Instant.now().plus(Orphans.AGE).plusSeconds(3600));
            assertEquals(List.of(), uploads());
            assertEquals(List.of(ABC_PLACE), places());
            assertTrue(store.objects().isIntact(ref));
        }
    }

    /** Somebody may have come to want it between the crash and now. */
    @Test
    void shouldPutBackObjectsThatACrashLeftAside() throws IOException {
        try (S3Store store = new S3Store(
                address, settings(server.credentials(), Settings.LIMITS), Settings.local(Files::newOutputStream))) {
            ObjectRef ref = store.objects().put(bytes("abc"), TEXT);
            String aside = "aside/" + ref.sha256() + ".left";
            write(aside, "abc");
            lose(ABC_PLACE);

            store.tidyUp(Instant.now());
            assertEquals(List.of(aside), places(), "perhaps somebody is still asking");
            store.tidyUp(Instant.now().plus(Orphans.ASIDE_AGE).plusSeconds(10));

            assertEquals(List.of(ABC_PLACE), places());
            assertTrue(store.objects().isIntact(ref));
        }
    }

    @Test
    void shouldPutBackLaterWhatItCannotWhileTheBucketIsAway() throws IOException {
        ObjectStore store = opened().objects();
        List<ObjectRef> refs = Stream.of("a", "b", "c")
                .map(content -> store.put(bytes(content), TEXT))
                .toList();

        FaultException failure = assertThrows(
                FaultException.class,
                () -> store.removeUnless(new LinkedHashSet<>(refs), left -> {
                    server.stop();
                    return left;
                }));
        server.start();
        assertEquals(2, failure.getSuppressed().length, "each was tried");

        try (S3Store later = new S3Store(
                address, settings(server.credentials(), Settings.LIMITS), Settings.local(Files::newOutputStream))) {
            later.tidyUp(Instant.now().plus(Orphans.ASIDE_AGE).plusSeconds(10));
            for (ObjectRef ref : refs) {
                assertTrue(later.objects().isIntact(ref));
            }
        }
    }

    @Test
    void shouldLoseNothingWhileTheBucketIsAway() throws IOException {
        Store store = opened();
        ObjectRef before = store.objects().put(bytes("abc"), TEXT);
        store.documents().publish("scans/a.json", bytes("1"));
        server.stop();
        try {
            assertFault(StoreFaults.NOT_WRITTEN, () -> store.objects().put(bytes("abcd"), TEXT));
            assertFault(StoreFaults.NOT_WRITTEN, () -> store.documents().publish("scans/b.json", bytes("2")));
            assertFault(StoreFaults.NOT_WRITTEN, () -> store.documents().publishIfAbsent("scans/b.json", bytes("2")));
            assertFault(StoreFaults.NOT_READ, () -> store.documents().find("scans/a.json"));
            assertFault(StoreFaults.NOT_READ, () -> store.documents().list("scans"));
            assertFault(StoreFaults.NOT_READ, () -> store.documents()
                    .findAll(List.of("scans/a.json"), (name, found) -> {}));
            assertFault(StoreFaults.NOT_READ, () -> store.objects().isIntact(before));
            assertFault(StoreFaults.NOT_READ, () -> store.objects().contains(before));
            assertDoesNotThrow(store::requireUsable, "it may come");
        } finally {
            server.start();
        }

        assertEquals("1", text(store.documents(), "scans/a.json"));
        assertTrue(store.objects().isIntact(before));
        assertTrue(store.objects().isIntact(store.objects().put(bytes("abcd"), TEXT)));
        assertTrue(store.documents().publishIfAbsent("scans/b.json", bytes("2")));
    }

    @Test
    void shouldNameWrongKeysAndAMissingBucketAtTheStart() throws IOException {
        Fault wrong = refusal(address, server.wrongCredentials());
        assertEquals(StoreFaults.REFUSED, wrong.code());
        assertTrue(wrong.what().contains("403"), wrong::what);

        Fault none = refusal(address, Files.writeString(folder.resolve("no-keys"), "[other]\n"));
        assertEquals(StoreFaults.REFUSED, none.code());
        assertEquals("store.s3.credentials-file", none.where());
        Fault noFile = refusal(address, folder.resolve("no-file"));
        assertEquals(StoreFaults.REFUSED, noFile.code());

        Fault missing = refusal(new StoreAddress.Bucket("nowhere", ""), server.credentials());
        assertEquals(StoreFaults.NO_BUCKET, missing.code());
        assertFalse(missing.message().contains(server.secret()));
    }

    private static Fault refusal(StoreAddress.Bucket address, Path credentials) {
        try (S3Store store = new S3Store(address, settings(credentials, Settings.LIMITS))) {
            return assertThrows(FaultException.class, store::requireUsable).fault();
        }
    }

    private List<String> uploads() {
        return somebodyElse
                .listMultipartUploads(request -> request.bucket(address.name()).prefix(address.prefix()))
                .uploads()
                .stream()
                .map(upload -> upload.key())
                .toList();
    }

    private static List<Path> copiesOf(S3Store store) {
        try (Stream<Path> files = Files.list(store.copies())) {
            return files.toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(SEED.incrementAndGet()).nextBytes(content);
        return content;
    }
}
