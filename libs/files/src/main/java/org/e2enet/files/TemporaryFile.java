package org.e2enet.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file in the system's folder for temporary ones, gone when this is closed.
 *
 * @param path of the file, which is there and empty at first
 */
public record TemporaryFile(Path path) implements AutoCloseable {
    /**
     * @param purpose what it is for: its name begins so
     * @param ending of its name, with the dot
     * @throws UncheckedIOException when it cannot be made
     */
    public static TemporaryFile of(String purpose, String ending) {
        try {
            return new TemporaryFile(Files.createTempFile("e2enet-" + purpose + "-", ending));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @throws UncheckedIOException when it cannot be removed; none when somebody did */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
