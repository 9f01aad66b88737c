package org.e2enet.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReplaceAFileAsAWhole() throws IOException {
        Path file = folder.resolve("state.json");
        AtomicFiles.replace(file, out -> out.write(bytes("old")));
        AtomicFiles.replace(file, out -> {
            out.write(bytes("new"));
            assertEquals("old", Files.readString(file), "until it is whole");
        });
        assertEquals("new", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void shouldLeaveTheOldFileAndNothingElseWhenWritingFails() throws IOException {
        Path file = folder.resolve("state.json");
        AtomicFiles.replace(file, out -> out.write(bytes("old")));

        assertThrows(
                IOException.class,
                () -> AtomicFiles.replace(file, out -> {
                    out.write(bytes("ne"));
                    throw new IOException("No space left on device");
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    /** As long as file systems allow: 255 bytes. */
    @Test
    void shouldReplaceAFileOfTheLongestName() throws IOException {
        Path file = folder.resolve("n".repeat(255));

        AtomicFiles.replace(file, out -> out.write(bytes("whole")));

        assertEquals("whole", Files.readString(file));
    }

    @Test
    void shouldLetTheFirstOfTwoHaveTheName() throws IOException {
        AtomicFiles atomic = new AtomicFiles(folder.resolve("tmp"), Files::newOutputStream);
        Path file = folder.resolve("documents/a.json");
        for (String content : List.of("first", "second")) {
            try (AtomicFiles.Pending pending = atomic.begin()) {
                pending.out().write(bytes(content));
                assertEquals(content.equals("first"), pending.linkTo(file));
            }
        }
        assertEquals("first", Files.readString(file));
        try (AtomicFiles.Pending pending = atomic.begin()) {
            pending.out().write(bytes("never named"));
        }
        assertTrue(Files.exists(folder.resolve("tmp")));
        assertFalse(files().stream().anyMatch(each -> each.startsWith(folder.resolve("tmp"))), "nothing is left there");
    }

    @Test
    void shouldGiveAFileTheNameThatAnotherHas() throws IOException {
        Path file = Files.writeString(folder.resolve("aside"), "new");
        Path target = Files.writeString(folder.resolve("home"), "old");

        AtomicFiles.rename(file, target);

        assertEquals("new", Files.readString(target));
        assertEquals(List.of(target), files());
        assertThrows(NoSuchFileException.class, () -> AtomicFiles.rename(file, target));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
