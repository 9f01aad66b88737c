package org.e2enet.ingest.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryFilesTest {
    @TempDir
    private Path entry;

    @Test
    void shouldSeeThatAFileGrows() throws IOException {
        Path file = Files.write(Files.createDirectory(entry.resolve("series")).resolve("a"), new byte[10]);
        EntryFiles before = EntryFiles.of(entry);
        Files.write(file, new byte[11]);

        assertEquals(Set.of("series/a"), before.looks().keySet());
        assertNotEquals(before.looks(), EntryFiles.of(entry).looks());
    }

    @Test
    void shouldSeeAFileThatIsStillCopiedBelow() throws IOException {
        Files.write(entry.resolve("a.nii.part"), new byte[10]);
        assertTrue(EntryFiles.of(entry).isUnfinished());
    }

    /** Else one folder of another user's would keep all others out. */
    @Test
    void shouldCountWhatCannotBeReadAsThere() {
        EntryFiles files = new EntryFiles(entry);
        Path folder = entry.resolve("of another user");

        assertEquals(
                FileVisitResult.CONTINUE, files.visitFileFailed(folder, new AccessDeniedException(folder.toString())));

        assertEquals(Set.of("of another user"), files.looks().keySet());
    }

    @Test
    void shouldPassOverWhatHasGone() {
        EntryFiles files = new EntryFiles(entry);
        files.visitFileFailed(entry.resolve("a"), new NoSuchFileException("a"));
        assertTrue(files.looks().isEmpty());
    }
}
