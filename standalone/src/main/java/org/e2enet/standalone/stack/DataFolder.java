package org.e2enet.standalone.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All that a local stack keeps: {@code kafka} (records), {@code store} (scans, models, segmentations), {@code logs},
 * and {@code stack.json} while it runs.
 */
public record DataFolder(Path root) {
    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path store() {
        return root.resolve("store");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    Path state() {
        return root.resolve("stack.json");
    }

    void make() {
        try {
            Files.createDirectories(store());
            Files.createDirectories(logs());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
