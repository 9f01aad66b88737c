package org.e2enet.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
    @TempDir
    Path directory;

    @Test
    void shouldCopyEveryListedFileWhole() throws IOException {
        Golden.copyAll(directory);

        try (Stream<Path> copies = Files.list(directory)) {
            assertEquals(Golden.FILES.size(), copies.count());
        }
        for (String file : Golden.FILES) {
            assertTrue(Files.size(directory.resolve(file)) > 1000, file);
        }
    }

    @Test
    void shouldNameTheFileThatIsNotThere() {
        UncheckedIOException failure = assertThrows(UncheckedIOException.class, () -> Golden.open("none.json"));

        assertTrue(failure.getMessage().contains("none.json"));
    }
}
