package org.e2enet.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;
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
