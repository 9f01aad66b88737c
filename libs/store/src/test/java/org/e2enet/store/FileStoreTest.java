package org.e2enet.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest {
    /** SHA-256 of "abc", from FIPS 180-2 appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String TEXT = "text/plain";

    @TempDir
    Path root;

    @Test
    void shouldNameObjectByItsContent() throws IOException {
        ObjectRef ref = new FileStore(root).put(bytes("abc"), TEXT);

        assertEquals(ABC, ref.sha256());
        assertEquals("store:objects/ba/" + ABC.substring(2), ref.uri());
        assertEquals(3, ref.bytes());
        assertEquals("abc", Files.readString(root.resolve("objects/ba/" + ABC.substring(2))));
    }

    @Test
    void shouldGiveBackEveryContentOverRandomSizes() throws IOException {
        long seed = 20261123;
        Random random = new Random(seed);
        FileStore store = new FileStore(root);
        for (int size : new int[] {0, 1, 65535, 65536, 65537, 300_000}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            ObjectRef ref = store.put(content, TEXT);
            String where = "seed " + seed + ", size " + size;
            assertArrayEquals(content, store.read(ref), where);
            assertArrayEquals(content, Files.readAllBytes(store.localFile(ref)), where);
            assertTrue(store.contains(ref), where);
        }
    }

    @Test
    void shouldStoreWhatAWriterWritesAndNothingOfOneThatFails() throws IOException {
        FileStore store = new FileStore(root);
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
        assertEquals(1, filesBelow(root).size());
    }

    @Test
    void shouldRefuseContentOverTheLimitAndLeaveNothing() throws IOException {
        FileStore store = new FileStore(root);

        assertFault(StoreFaults.OVER_LIMIT, () -> store.put(new ByteArrayInputStream(new byte[11]), TEXT, 10));
        assertEquals(List.of(), filesBelow(root));
        assertEquals(
                10, store.put(new ByteArrayInputStream(new byte[10]), TEXT, 10).bytes());
    }

    @Test
    void shouldLeaveNothingTornWhenTheDiskIsFull() throws IOException {
        FileStore good = new FileStore(root);
        good.publish("models/m.json", bytes("old"));
        FileStore full = new FileStore(root, file -> new FullDisk(Files.newOutputStream(file), 100_000));

        assertFault(StoreFaults.NOT_WRITTEN, () -> full.put(new byte[200_000], TEXT));
        assertFault(StoreFaults.NOT_WRITTEN, () -> full.publish("models/m.json", new byte[200_000]));

        assertEquals(List.of("documents/models/m.json"), filesBelow(root));
        assertEquals("old", text(good, "models/m.json"));
    }

    @Test
    void shouldDetectChangedTornAndMissingObjects() throws IOException {
        FileStore store = new FileStore(root);
        ObjectRef ref = store.put(bytes("abc"), TEXT);
        Path file = store.localFile(ref);

        Files.writeString(file, "abd");
        assertFault(StoreFaults.CORRUPT, () -> store.read(ref));
        assertFault(StoreFaults.CORRUPT, () -> store.localFile(ref));
        Files.writeString(file, "ab");
        assertFault(StoreFaults.CORRUPT, () -> store.read(ref));

        store.put(bytes("abc"), TEXT);
        assertEquals("abc", new String(store.read(ref), StandardCharsets.UTF_8), "storing again heals");

        Files.delete(file);
        assertFalse(store.contains(ref));
        assertFault(StoreFaults.ABSENT, () -> store.open(ref));
    }

    @Test
    void shouldVerifyAlsoWhenBytesAreSkippedOrReadOneByOne() throws IOException {
        FileStore store = new FileStore(root);
        ObjectRef ref = store.put(bytes("abc"), TEXT);
        try (var in = store.open(ref)) {
            assertEquals(2, in.skip(2));
            assertEquals('c', in.read());
            assertEquals(-1, in.read());
        }
        Files.writeString(root.resolve("objects/ba/" + ABC.substring(2)), "xbc");
        try (var in = store.open(ref)) {
            in.skipNBytes(3);
            assertFault(StoreFaults.CORRUPT, in::read);
        }
    }

    @Test
    void shouldRefuseAddressesThatAreNotItsOwn() {
        FileStore store = new FileStore(root);

        assertFault(
                StoreFaults.FOREIGN_ADDRESS,
                () -> store.open(new ObjectRef("store:objects/../../etc/passwd", ABC, 3, TEXT)));
    }

    @Test
    void shouldStoreEqualContentOnceUnderConcurrency() throws Exception {
        byte[] content = new byte[500_000];
        new Random(7).nextBytes(content);
        Set<ObjectRef> refs = new HashSet<>(inParallel(8, () -> new FileStore(root).put(content, TEXT)));

        assertEquals(1, refs.size());
        assertEquals(1, filesBelow(root).size());
        assertArrayEquals(content, new FileStore(root).read(refs.iterator().next()));
    }

    @Test
    void shouldLetExactlyOneMakeADocument() throws Exception {
        List<Boolean> made =
                inParallel(8, () -> new FileStore(root).publishIfAbsent("runs/r/request.json", bytes("x")));

        assertEquals(1, made.stream().filter(Boolean::booleanValue).count());
        assertEquals(List.of("documents/runs/r/request.json"), filesBelow(root));
    }

    @Test
    void shouldNeverShowAMixtureOfOldAndNewDocument() throws Exception {
        FileStore store = new FileStore(root);
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
    void shouldRemoveWhatACrashLeftButNotWhatIsBeingWritten() throws IOException {
        Files.createDirectories(root.resolve("tmp"));
        Path orphan = Files.writeString(root.resolve("tmp/orphan"), "torn");
        Files.setLastModifiedTime(orphan, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path young = Files.writeString(root.resolve("tmp/young"), "in work");

        new FileStore(root);

        assertFalse(Files.exists(orphan));
        assertTrue(Files.exists(young));
    }

    @Test
    void shouldFindListAndRemoveDocuments() {
        FileStore store = new FileStore(root);
        store.publish("scans/b.json", bytes("2"));
        store.publish("scans/a.json", bytes("1"));
        store.publish("models/m.json", bytes("3"));

        assertEquals(List.of("scans/a.json", "scans/b.json"), store.list("scans"));
        assertEquals(List.of(), store.list("nothing"));
        assertTrue(store.find("scans/c.json").isEmpty());
        store.remove("scans/a.json");
        store.remove("scans/a.json");
        assertEquals(List.of("scans/b.json"), store.list("scans"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "..", "../x", "a/../../x", "/etc/passwd", "a//b", "a/.hidden", "a\\b", "a b", "a\0b", "ä"})
    void shouldRefuseNamesThatCouldLeaveTheStore(String name) {
        FileStore store = new FileStore(root);

        assertFault(StoreFaults.BAD_NAME, () -> store.publish(name, bytes("x")));
        assertFault(StoreFaults.BAD_NAME, () -> store.find(name));
    }

    @Test
    void shouldChangeNothingWhenOpenedToRead() throws IOException {
        FileStore writing = new FileStore(root);
        ObjectRef ref = writing.put(bytes("abc"), TEXT);
        Path orphan = Files.writeString(root.resolve("tmp/orphan"), "torn");
        Files.setLastModifiedTime(orphan, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        FileStore reading = FileStore.readOnly(root);

        assertEquals("abc", new String(reading.read(ref), StandardCharsets.UTF_8));
        assertEquals(List.of(), reading.list("scans"));
        assertTrue(Files.exists(orphan));
        assertFault(StoreFaults.READ_ONLY, () -> reading.put(bytes("x"), TEXT));
        assertFault(StoreFaults.READ_ONLY, () -> reading.publish("scans/a.json", bytes("x")));
        assertFault(StoreFaults.READ_ONLY, () -> reading.remove("scans/a.json"));
        assertFault(StoreFaults.READ_ONLY, () -> reading.remove(ref));
        assertFault(StoreFaults.READ_ONLY, () -> reading.removeUnless(Set.of(ref), refs -> Set.of()));

        Path nowhere = root.resolve("nowhere");
        assertEquals(List.of(), FileStore.readOnly(nowhere).list("models"));
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void shouldOpenWhereNothingCanBeWrittenAndTellWhoeverWrites() throws IOException {
        Path file = Files.writeString(root.resolve("no-folder"), "in the way, as a full disk is");
        FileStore store = new FileStore(file.resolve("store"));

        assertFault(StoreFaults.NOT_WRITTEN, () -> store.publish("scans/a.json", bytes("1")));
        Files.delete(file);
        store.publish("scans/a.json", bytes("1"));
        assertEquals("1", text(store, "scans/a.json"), "heals when the disk does");
    }

    @Test
    void shouldHealWhenTheFolderOfTemporaryFilesIsClearedAway() throws IOException {
        FileStore store = new FileStore(root);
        store.publish("scans/a.json", bytes("1"));
        Files.delete(root.resolve("tmp"));

        store.publish("scans/b.json", bytes("2"));
        Files.delete(root.resolve("tmp"));
        assertTrue(store.contains(store.put(bytes("abc"), TEXT)));
    }

    @Test
    void shouldPassOverStrangersInDocumentFoldersAndTellThem() throws IOException {
        FileStore store = new FileStore(root);
        store.publish("scores/a.json", bytes("1"));
        store.publish("scores/deep/er.json", bytes("2"));
        Files.writeString(root.resolve("documents/scores/.nfs0000000012345678"), "left by the file system");
        Files.writeString(root.resolve("documents/scores/a copy.json"), "left by a person");
        List<String> strangers = new ArrayList<>();

        assertEquals(List.of("scores/a.json", "scores/deep/er.json"), store.list("scores", strangers::add));
        Collections.sort(strangers);
        assertEquals(List.of("scores/.nfs0000000012345678", "scores/a?copy.json"), strangers);
    }

    @Test
    void shouldTellWhenAFolderChanged() {
        FileStore store = new FileStore(root);
        assertTrue(store.changedAt("scores").isEmpty());
        store.publish("scores/a.json", bytes("1"));
        Instant before = store.changedAt("scores").orElseThrow();
        assertFalse(store.changedAt("scores/a.json").orElseThrow().isAfter(Instant.now()));

        // The clock of a file system may stand still for a few milliseconds.
        for (int i = 0; store.changedAt("scores").orElseThrow().equals(before); i++) {
            store.publish("scores/" + i + ".json", bytes("2"));
        }
        assertTrue(store.changedAt("scores").orElseThrow().isAfter(before));
    }

    @Test
    void shouldGiveNoFileOfAnObjectThatIsLostOrDamaged() throws IOException {
        FileStore store = new FileStore(root);
        ObjectRef ref = store.put(bytes("abc"), TEXT);
        assertEquals("abc", Files.readString(store.intactFile(ref).orElseThrow()));

        Files.writeString(store.localFile(ref), "abd");
        assertFalse(store.isIntact(ref));
        assertTrue(store.intactFile(ref).isEmpty());
        store.remove(ref);
        assertTrue(store.intactFile(ref).isEmpty());
        assertFault(
                StoreFaults.FOREIGN_ADDRESS,
                () -> store.intactFile(new ObjectRef("store:elsewhere", ref.sha256(), 3, TEXT)));
    }

    @Test
    void shouldRemoveObjectsOnlyIfNobodyWantsThem() throws IOException {
        FileStore store = new FileStore(root);
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
        assertEquals(1, filesBelow(root).size());
    }

    @Test
    void shouldPutOldObjectsBackAlthoughSomebodyOpensTheStoreMeanwhile() throws IOException {
        FileStore store = new FileStore(root);
        ObjectRef old = store.put(bytes("abc"), TEXT);
        Files.setLastModifiedTime(
                store.localFile(old), FileTime.from(Instant.now().minus(Duration.ofDays(30))));

        assertEquals(Set.of(), store.removeUnless(Set.of(old), refs -> {
            new FileStore(root);
            return refs;
        }));

        assertTrue(store.isIntact(old));
    }

    @Test
    void shouldKnowADiskThatIsFullBehindOtherFailures() {
        Exception full = new RuntimeException(new IOException("No space left on device"));
        assertEquals(
                StoreFaults.NOT_WRITTEN,
                StoreFaults.ofDisk(full, "upload").orElseThrow().code());
        assertTrue(
                StoreFaults.ofDisk(new IOException("File too large"), "upload").isPresent());
        assertTrue(StoreFaults.ofDisk(new RuntimeException(new NoSuchFileException("x")), "upload")
                .isPresent());
        assertTrue(StoreFaults.ofDisk(new IOException("Connection reset by peer"), "upload")
                .isEmpty());
        assertTrue(StoreFaults.ofDisk(new IllegalStateException("No space left"), "upload")
                .isEmpty());
    }

    private static void assertFault(String code, Executable act) {
        assertEquals(code, assertThrows(FaultException.class, act).fault().code());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(FileStore store, String name) {
        return new String(store.find(name).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static List<String> filesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static <T> List<T> inParallel(int threads, Callable<T> act) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(Collections.nCopies(threads, act))) {
                results.add(future.get());
            }
            return results;
        }
    }

    /** Takes so many bytes, then fails as a full disk does. */
    private static final class FullDisk extends FilterOutputStream {
        private long freeBytes;

        private FullDisk(OutputStream out, long freeBytes) {
            super(out);
            this.freeBytes = freeBytes;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            freeBytes -= length;
            if (freeBytes < 0) {
                throw new IOException("No space left on device");
            }
            out.write(bytes, offset, length);
        }
    }
}
