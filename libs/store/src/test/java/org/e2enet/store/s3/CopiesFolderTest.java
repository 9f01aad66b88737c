package org.e2enet.store.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesFolderTest {
    @TempDir
    Path shared;

    @Test
    void shouldRemoveWhatADeadProcessLeftAndNothingOfTheLiving() throws IOException {
        Path left = Files.createDirectory(shared.resolve("dead"));
        Files.writeString(left.resolve("copy"), "of a scan");
        Files.writeString(shared.resolve("dead.lock"), "");
        try (CopiesFolder living = CopiesFolder.in(shared)) {
            assertFalse(Files.exists(left));
            Path copy = Files.writeString(living.fresh(), "of a scan");
            try (CopiesFolder another = CopiesFolder.in(shared)) {
                assertTrue(Files.exists(copy));
                assertFalse(another.path().equals(living.path()));
            }
            assertTrue(Files.exists(copy));
        }
        try (Stream<Path> files = Files.list(shared)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void shouldBeThereAgainWhenSomebodyClearedItAway() throws IOException {
        try (CopiesFolder folder = CopiesFolder.in(shared)) {
            Files.delete(folder.path());
            assertTrue(Files.exists(Files.writeString(folder.fresh(), "copy")));
        }
    }

    @Test
    void shouldOpenBesideManyThatTidyUp() throws Exception {
        try (ExecutorService others = Executors.newFixedThreadPool(8)) {
            List<Future<Void>> opened = others.invokeAll(Collections.nCopies(400, () -> {
                CopiesFolder.in(shared).close();
                return null;
            }));
            for (Future<Void> one : opened) {
                one.get();
            }
        }
    }
}
