package org.e2enet.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends StoreContract {
    @TempDir
    Path root;

    @Override
    protected Store open() {
        return new FileStore(root);
    }

    @Override
    protected void write(String place, String content) throws IOException {
        Files.createDirectories(root.resolve(place).getParent());
        Files.writeString(root.resolve(place), content);
    }

    @Override
    protected void lose(String place) throws IOException {
        Files.delete(root.resolve(place));
    }

    @Override
    protected List<String> places() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldSayThatNothingHappenedOnceTheClockHasMovedOn() throws IOException {
        FileStore store = new FileStore(root);
        store.publish("scores/a.json", bytes("1"));
        Files.setLastModifiedTime(
                root.resolve("documents/scores"), FileTime.from(Instant.now().minus(Duration.ofSeconds(10))));

        assertEquals(store.revision("scores"), store.revision("scores"));
        store.publish("scores/a.json", bytes("2"));
        // By a clock that is ahead: however long this thread pauses now, it is young.
        Files.setLastModifiedTime(
                root.resolve("documents/scores"), FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        assertNotEquals(
                store.revision("scores"),
                store.revision("scores"),
                "what has just changed may change again within the same tick of the clock");
    }

    @Test
    void shouldLeaveNothingTornWhenTheDiskIsFull() throws IOException {
        FileStore good = new FileStore(root);
        good.publish("models/m.json", bytes("old"));
        FileStore full = new FileStore(root, file -> new FullDisk(Files.newOutputStream(file), 100_000));

        assertFault(StoreFaults.NOT_WRITTEN, () -> full.put(new byte[200_000], TEXT));
        assertFault(StoreFaults.NOT_WRITTEN, () -> full.publish("models/m.json", new byte[200_000]));

        assertEquals(List.of("documents/models/m.json"), places());
        assertEquals("old", text(good, "models/m.json"));
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
    void shouldPutBackAllTheOthersWhenOneCannotBe() throws IOException {
        FileStore store = new FileStore(root);
        List<ObjectRef> refs = Stream.of("a", "b", "c", "d")
                .map(content -> store.put(bytes(content), TEXT))
                .toList();
        Path blocked = root.resolve(ObjectAddress.place(refs.getFirst()));
        Path also = root.resolve(ObjectAddress.place(refs.get(1)));

        FaultException failure = assertThrows(
                FaultException.class,
                () -> store.removeUnless(new LinkedHashSet<>(refs), left -> {
                    inTheWay(blocked);
                    inTheWay(also);
                    return left;
                }));

        assertEquals(StoreFaults.NOT_WRITTEN, failure.fault().code());
        assertTrue(failure.fault().what().startsWith("2 of 4 objects"), failure.fault()::what);
        assertEquals(1, failure.getSuppressed().length, "the second failure");
        assertTrue(store.isIntact(refs.get(2)) && store.isIntact(refs.get(3)));
        clear(blocked);
        assertTrue(store.isIntact(refs.get(0)), "whoever reads it finds it again");
        clear(also);
        new FileStore(root);
        assertTrue(store.contains(refs.get(1)), "and so does the next start");
    }

    @Test
    void shouldRemoveAllTheOthersWhenOneCannotBe() throws IOException {
        FileStore store = new FileStore(root);
        List<ObjectRef> refs = Stream.of("a", "b", "c")
                .map(content -> store.put(bytes(content), TEXT))
                .toList();

        FaultException failure = assertThrows(
                FaultException.class,
                () -> store.removeUnless(new LinkedHashSet<>(refs), left -> {
                    inTheWay(aside(refs.getFirst()));
                    return Set.of();
                }));

        assertTrue(failure.fault().what().startsWith("1 of 3 objects"), failure.fault()::what);
        assertFalse(store.contains(refs.get(1)) || store.contains(refs.get(2)));
    }

    @Test
    void shouldPutBackWhatACrashLeftAside() throws IOException {
        FileStore store = new FileStore(root);
        ObjectRef ref = store.put(bytes("abc"), TEXT);
        Path home = root.resolve(ObjectAddress.place(ref));
        Path left = root.resolve("aside").resolve(ref.sha256() + ".left");
        Files.createDirectories(left.getParent());
        Files.move(home, left);
        Files.writeString(left.resolveSibling("stranger"), "of somebody else");

        new FileStore(root);
        assertFalse(store.contains(ref), "perhaps somebody is still asking");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Orphans.ASIDE_AGE.plusSeconds(10))));
        FileStore.readOnly(root);
        assertFalse(store.contains(ref), "who reads changes nothing");
        new FileStore(root);

        assertTrue(store.isIntact(ref));
        assertTrue(Files.exists(left.resolveSibling("stranger")));
    }

    /** Found old and stored again before it is taken: whoever stored it has not mentioned it yet. */
    @Test
    void shouldLeaveAnObjectThatWasStoredAgainBeforeItIsTaken() throws IOException {
        FileStore store = new FileStore(root);
        ObjectRef again = store.put(bytes("abc"), TEXT);
        ObjectRef old = store.put(bytes("abcd"), TEXT);
        for (ObjectRef ref : List.of(again, old)) {
            Files.setLastModifiedTime(
                    store.localFile(ref), FileTime.from(Instant.now().minus(Duration.ofDays(30))));
        }
        store.put(bytes("abc"), TEXT);

        Set<ObjectRef> removed =
                store.removeUnless(Set.of(again, old), Instant.now().minus(Duration.ofDays(7)), refs -> Set.of());

        assertEquals(Set.of(old), removed);
        assertTrue(store.isIntact(again));
    }

    private Path aside(ObjectRef ref) {
        try (Stream<Path> files = Files.list(root.resolve("aside"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(ref.sha256()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A folder with something in it: no file replaces it, and nobody removes it. */
    private static void inTheWay(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.createDirectories(file.resolve("full"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void clear(Path folder) throws IOException {
        Files.delete(folder.resolve("full"));
        Files.delete(folder);
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
}
