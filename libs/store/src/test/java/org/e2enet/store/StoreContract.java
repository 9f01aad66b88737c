package org.e2enet.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of store promises. */
public abstract class StoreContract {
    /** SHA-256 of "abc", from FIPS 180-2 appendix B.1. */
    protected static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    protected static final String ABC_PLACE = "objects/ba/" + ABC.substring(2);

    protected static final String TEXT = "text/plain";
    /** As testkit's, on which nothing here stands. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** The place under test, as one more process opens it; empty when a test begins. */
    protected abstract Store open();

    /** What somebody else does to the place: puts something there, or replaces it. */
    protected abstract void write(String place, String content) throws IOException;

    /** As {@link #write}: takes something away. */
    protected abstract void lose(String place) throws IOException;

    /** All that is kept, sorted. */
    protected abstract List<String> places() throws IOException;

    private final List<Store> opened = new ArrayList<>();

    /** One that is closed after the test. */
    protected final Store opened() {
        Store store = open();
        synchronized (opened) {
            opened.add(store);
        }
        return store;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Store::close);
    }

    @Test
    void shouldNameObjectByItsContent() throws IOException {
        ObjectRef ref = opened().objects().put(bytes("abc"), TEXT);

        assertEquals(ABC, ref.sha256());
        assertEquals("store:" + ABC_PLACE, ref.uri());
        assertEquals(3, ref.bytes());
        assertEquals(List.of(ABC_PLACE), places());
    }

    @Test
    void shouldGiveBackEveryContentOverRandomSizes() throws IOException {
        long seed = 20261123;
        Random random = new Random(seed);
        ObjectStore store = opened().objects();
        ObjectStore elsewhere = opened().objects();
        for (int size : new int[] {0, 1, 65535, 65536, 65537, 300_000}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            ObjectRef ref = store.put(content, TEXT);
            String where = "seed " + seed + ", size " + size;
            assertArrayEquals(content, store.read(ref), where);
            assertArrayEquals(content, elsewhere.read(ref), where);
            assertArrayEquals(content, Files.readAllBytes(elsewhere.localFile(ref)), where);
            assertTrue(store.contains(ref), where);
        }
    }

    @Test
    void shouldStoreWhatAWriterWritesAndNothingOfOneThatFails() throws IOException {
        ObjectStore store = opened().objects();
        ObjectRef ref = store.put(TEXT, out -> {
            out.write('a');
            out.write(bytes("bc"));
        });
        assertEquals(ABC, ref.sha256());

        assertFault(
                StoreFaults.NOT_WRITTEN,
                () -> store.put(TEXT, out -> {
                    out.write(bytes("abcd"));
                    throw new IOException("cut");
                }));
        assertEquals(List.of(ABC_PLACE), places());
    }

    @Test
    void shouldRefuseContentOverTheLimitAndLeaveNothing() throws IOException {
        ObjectStore store = opened().objects();

        assertFault(StoreFaults.OVER_LIMIT, () -> store.put(new ByteArrayInputStream(new byte[11]), TEXT, 10));
        assertEquals(List.of(), places());
        assertEquals(
                10, store.put(new ByteArrayInputStream(new byte[10]), TEXT, 10).bytes());
    }

    @Test
    void shouldDetectChangedTornAndMissingObjects() throws IOException {
        ObjectStore store = opened().objects();
        ObjectRef ref = store.put(bytes("abc"), TEXT);
        assertEquals("abc", Files.readString(store.localFile(ref)));

        write(ABC_PLACE, "abd");
        assertFault(StoreFaults.CORRUPT, () -> store.read(ref));
        assertFault(StoreFaults.CORRUPT, () -> store.localFile(ref));
        assertFault(StoreFaults.CORRUPT, () -> store.open(ref).readAllBytes());
        write(ABC_PLACE, "ab");
        assertFault(StoreFaults.CORRUPT, () -> store.read(ref));
        write(ABC_PLACE, "abcd");
        assertFault(StoreFaults.CORRUPT, () -> store.read(ref));

        store.put(bytes("abc"), TEXT);
        assertEquals("abc", new String(store.read(ref), StandardCharsets.UTF_8), "storing again heals");

        lose(ABC_PLACE);
        assertFalse(store.contains(ref));
        assertFault(StoreFaults.ABSENT, () -> store.open(ref));
        assertFalse(store.isIntact(ref), "what only this machine still has is not there");
    }

    @Test
    void shouldSkipBytes() throws IOException {
        ObjectStore store = opened().objects();
        try (var in = store.open(store.put(bytes("abc"), TEXT))) {
            assertEquals(2, in.skip(2));
            assertEquals('c', in.read());
            assertEquals(-1, in.read());
        }
    }

    @Test
    void shouldRefuseAddressesThatAreNotItsOwn() {
        ObjectStore store = opened().objects();
        ObjectRef elsewhere = new ObjectRef("store:objects/../../etc/passwd", ABC, 3, TEXT);

        assertFault(StoreFaults.FOREIGN_ADDRESS, () -> store.open(elsewhere));
        assertFault(StoreFaults.FOREIGN_ADDRESS, () -> store.contains(elsewhere));
        assertFault(StoreFaults.FOREIGN_ADDRESS, () -> store.remove(elsewhere));
        assertFault(StoreFaults.FOREIGN_ADDRESS, () -> store.intactFile(elsewhere));
    }

    @Test
    void shouldStoreEqualContentOnceUnderConcurrency() throws Exception {
        byte[] content = new byte[500_000];
        new Random(7).nextBytes(content);
        Set<ObjectRef> refs =
                new HashSet<>(inParallel(8, () -> opened().objects().put(content, TEXT)));

        assertEquals(1, refs.size());
        assertEquals(1, places().size());
        assertArrayEquals(content, opened().objects().read(refs.iterator().next()));
    }

    @Test
    void shouldGiveOneObjectToManyReadersAtOnce() throws Exception {
        byte[] content = new byte[500_000];
        new Random(8).nextBytes(content);
        ObjectRef ref = opened().objects().put(content, TEXT);
        ObjectStore elsewhere = opened().objects();

        for (byte[] read : inParallel(8, () -> elsewhere.read(ref))) {
            assertArrayEquals(content, read);
        }
    }

    @Test
    void shouldLetExactlyOneMakeADocument() throws Exception {
        List<Boolean> made =
                inParallel(8, () -> opened().documents().publishIfAbsent("runs/r/request.json", bytes("x")));

        assertEquals(1, made.stream().filter(Boolean::booleanValue).count());
        assertEquals(List.of("documents/runs/r/request.json"), places());
    }

    @Test
    void shouldNeverShowAMixtureOfOldAndNewDocument() throws Exception {
        DocumentStore store = opened().documents();
        store.publish("scans/s.json", bytes("a".repeat(50_000)));
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Future<?> writing = writer.submit(() -> {
                for (int i = 0; i < 60; i++) {
                    store.publish("scans/s.json", bytes((i % 2 == 0 ? "b" : "a").repeat(50_000)));
                }
            });
            while (!writing.isDone()) {
                String seen = text(store, "scans/s.json");
                assertEquals(50_000, seen.length());
                assertEquals(1, seen.chars().distinct().count());
            }
            writing.get();
        }
    }

    @Test
    void shouldFindListAndRemoveDocuments() {
        DocumentStore store = opened().documents();
        store.publish("scans/b.json", bytes("2"));
        store.publish("scans/a.json", bytes("1"));
        store.publish("scans/deep/c.json", bytes("4"));
        store.publish("scans-of-others/a.json", bytes("5"));
        store.publish("models/m.json", bytes("3"));

        assertEquals(List.of("scans/a.json", "scans/b.json", "scans/deep/c.json"), store.list("scans"));
        assertEquals(List.of("scans/deep/c.json"), store.list("scans/deep"));
        assertEquals(List.of(), store.list("nothing"));
        assertTrue(store.find("scans/c.json").isEmpty());
        store.remove("scans/a.json");
        store.remove("scans/a.json");
        assertEquals(List.of("scans/b.json", "scans/deep/c.json"), store.list("scans"));
    }

    @Test
    void shouldGiveManyDocumentsInTheirOrder() {
        DocumentStore store = opened().documents();
        Map<String, String> kept = new TreeMap<>();
        for (int i = 0; i < 50; i++) {
            kept.put("scores/" + (1000 + i) + ".json", "score " + i);
            store.publish("scores/" + (1000 + i) + ".json", bytes("score " + i));
        }
        List<String> asked = new ArrayList<>(kept.keySet());
        asked.add(7, "scores/gone.json");
        Map<String, String> given = new TreeMap<>();
        List<String> order = new ArrayList<>();

        store.findAll(asked, (name, found) -> {
            order.add(name);
            given.put(name, new String(found.content(), StandardCharsets.UTF_8));
            assertFalse(found.changedAt().isAfter(Instant.now()));
        });

        assertEquals(kept, given);
        assertEquals(List.copyOf(kept.keySet()), order);
        assertThrows(
                IllegalStateException.class,
                () -> store.findAll(asked, (name, found) -> {
                    throw new IllegalStateException("the reader's own");
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "..", "../x", "a/../../x", "/etc/passwd", "a//b", "a/.hidden", "a\\b", "a b", "a\0b", "ä"})
    void shouldRefuseNamesThatCouldLeaveTheStore(String name) {
        DocumentStore store = opened().documents();

        assertFault(StoreFaults.BAD_NAME, () -> store.publish(name, bytes("x")));
        assertFault(StoreFaults.BAD_NAME, () -> store.publishIfAbsent(name, bytes("x")));
        assertFault(StoreFaults.BAD_NAME, () -> store.find(name));
        assertFault(StoreFaults.BAD_NAME, () -> store.list(name));
        assertFault(StoreFaults.BAD_NAME, () -> store.remove(name));
    }

    @Test
    void shouldPassOverStrangersInDocumentFoldersAndTellThem() throws IOException {
        DocumentStore store = opened().documents();
        store.publish("scores/a.json", bytes("1"));
        store.publish("scores/deep/er.json", bytes("2"));
        write("documents/scores/.nfs0000000012345678", "left by the file system");
        write("documents/scores/a copy.json", "left by a person");
        List<String> strangers = new ArrayList<>();

        assertEquals(List.of("scores/a.json", "scores/deep/er.json"), store.list("scores", strangers::add));
        Collections.sort(strangers);
        assertEquals(List.of("scores/.nfs0000000012345678", "scores/a?copy.json"), strangers);
    }

    @Test
    void shouldTellWhenADocumentWasWritten() {
        DocumentStore store = opened().documents();
        assertTrue(store.changedAt("scores/a.json").isEmpty());
        Instant before = Instant.now();
        store.publish("scores/a.json", bytes("1"));

        Instant written = store.changedAt("scores/a.json").orElseThrow();
        // Clocks of stores are coarse, to the second.
        assertFalse(written.isBefore(before.minus(Duration.ofSeconds(2))), written + " instead of " + before);
        assertFalse(written.isAfter(Instant.now()));
        assertEquals(written, store.findDated("scores/a.json").orElseThrow().changedAt());
    }

    @Test
    void shouldTellThatAFolderChanged() {
        DocumentStore store = opened().documents();
        DocumentStore elsewhere = opened().documents();
        Set<String> seen = new HashSet<>();
        seen.add(store.revision("scores"));

        elsewhere.publish("scores/a.json", bytes("1"));
        assertTrue(seen.add(store.revision("scores")), "one more");
        elsewhere.publish("scores/a.json", bytes("2"));
        assertTrue(seen.add(store.revision("scores")), "another content");
        elsewhere.publish("scores/b.json", bytes("1"));
        assertTrue(seen.add(store.revision("scores")), "two");
        String two = store.revision("scores");
        elsewhere.remove("scores/a.json");
        assertNotEquals(two, store.revision("scores"), "one less");
    }

    @Test
    void shouldTellThatAFolderChangedAlthoughAllIsAsItWas() {
        DocumentStore store = opened().documents();
        DocumentStore elsewhere = opened().documents();
        elsewhere.publish("scores/a.json", bytes("1"));

        String before = settled(store, "scores");
        elsewhere.publish("scores/b.json", bytes("1"));
        elsewhere.remove("scores/b.json");
        assertNotEquals(before, store.revision("scores"), "made and removed");

        before = settled(store, "scores");
        elsewhere.remove("scores/a.json");
        elsewhere.publish("scores/a.json", bytes("1"));
        assertNotEquals(before, store.revision("scores"), "removed and made again");

        before = settled(store, "scores");
        elsewhere.publish("scores/a.json", bytes("2"));
        elsewhere.publish("scores/a.json", bytes("1"));
        assertNotEquals(before, store.revision("scores"), "replaced and put back");

        String empty = store.revision("deletions");
        elsewhere.publish("deletions/a.json", bytes("1"));
        elsewhere.remove("deletions/a.json");
        assertNotEquals(empty, store.revision("deletions"), "a folder that was and is empty");
        assertEquals(List.of(), store.list("deletions", stranger -> fail(stranger)));
        assertEquals(List.of("scores/a.json"), store.list("scores", stranger -> fail(stranger)));
    }

    /** The clock of a store is coarse: a change within its tick must show as well, however soon it comes. */
    @Test
    void shouldTellOfAChangeWithinATickOfTheClock() {
        DocumentStore store = opened().documents();
        store.publish("scores/a.json", bytes("1"));

        String before = store.revision("scores");
        store.publish("scores/a.json", bytes("2"));
        store.publish("scores/a.json", bytes("1"));

        assertNotEquals(before, store.revision("scores"));
    }

    /** A revision that stays while nothing happens: two of a folder that has just been written to differ. */
    private static String settled(DocumentStore store, String folder) {
        AtomicReference<String> last = new AtomicReference<>();
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            String now = store.revision(folder);
                            return now.equals(last.getAndSet(now)) ? now : null;
                        },
                        Objects::nonNull);
    }

    @Test
    void shouldGiveNoFileOfAnObjectThatIsLostOrDamaged() throws IOException {
        ObjectStore store = opened().objects();
        ObjectRef ref = store.put(bytes("abc"), TEXT);
        assertEquals("abc", Files.readString(store.intactFile(ref).orElseThrow()));

        write(ABC_PLACE, "abd");
        assertFalse(store.isIntact(ref));
        assertTrue(store.intactFile(ref).isEmpty());
        store.remove(ref);
        assertTrue(store.intactFile(ref).isEmpty());
    }

    @Test
    void shouldRemoveObjectsOnlyIfNobodyWantsThem() throws IOException {
        ObjectStore store = opened().objects();
        ObjectRef kept = store.put(bytes("abc"), TEXT);
        ObjectRef left = store.put(bytes("abcd"), TEXT);
        Set<ObjectRef> both = Set.of(kept, left);

        assertThrows(
                IllegalStateException.class,
                () -> store.removeUnless(both, refs -> {
                    throw new IllegalStateException("cannot tell");
                }));
        assertTrue(store.isIntact(kept) && store.isIntact(left), "a question without answer removes nothing");

        assertEquals(Set.of(left), store.removeUnless(both, refs -> {
            assertEquals(both, refs);
            assertFalse(store.contains(kept) || store.contains(left), "out of sight while it is asked");
            return Set.of(kept);
        }));
        assertTrue(store.isIntact(kept));
        assertFalse(store.contains(left));
        assertEquals(Set.of(), store.removeUnless(Set.of(left), refs -> Set.of()));
        assertEquals(List.of(ABC_PLACE), places());
    }

    /** The deletion of a scan that was killed goes on at once: what lay aside then must not come back. */
    @Test
    void shouldRemoveWhatAKilledRemovalLeftAside() throws IOException {
        ObjectStore store = opened().objects();
        ObjectRef ref = store.put(bytes("abc"), TEXT);
        write("aside/" + ref.sha256() + ".left", "abc");
        write("aside/" + ref.sha256() + ".left-too", "abc");
        lose(ABC_PLACE);

        assertEquals(Set.of(), store.removeUnless(Set.of(ref), refs -> refs));
        assertTrue(store.isIntact(ref), "somebody wants it");
        write("aside/" + ref.sha256() + ".left", "abc");
        lose(ABC_PLACE);
        assertEquals(Set.of(ref), store.removeUnless(Set.of(ref), refs -> Set.of()));

        assertEquals(List.of(), places());
    }

    /** Who writes a reference and then finds the object gone stores it again: the deletion must not take that one too. */
    @Test
    void shouldLeaveAnObjectThatIsStoredAgainWhileItIsRemoved() throws IOException {
        ObjectStore store = opened().objects();
        ObjectRef ref = store.put(bytes("abc"), TEXT);

        store.removeUnless(Set.of(ref), refs -> {
            assertEquals(ref, opened().objects().put(bytes("abc"), TEXT));
            return Set.of();
        });

        assertTrue(store.isIntact(ref));
        assertEquals(List.of(ABC_PLACE), places());
    }

    protected static void assertFault(String code, Executable act) {
        assertEquals(code, assertThrows(FaultException.class, act).fault().code());
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static String text(DocumentStore store, String name) {
        return new String(store.find(name).orElseThrow(), StandardCharsets.UTF_8);
    }

    protected static <T> List<T> inParallel(int threads, Callable<T> act) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(Collections.nCopies(threads, act))) {
                results.add(future.get());
            }
            return results;
        }
    }
}
