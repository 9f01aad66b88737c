package org.e2enet.pacs.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.e2enet.contract.EventJson;
import org.e2enet.files.AtomicFiles;

/**
 * Documents of one kind in the vault, each whole or absent, also after a power cut. Thread safe for documents of different ids.
 *
 * @param <T> in the events' JSON form
 */
public final class VaultFolder<T> {
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Class<T> type;
    private final Function<T, String> id;

    VaultFolder(Path folder, Class<T> type, Function<T, String> id) {
        this.folder = folder;
        this.type = type;
        this.id = id;
    }

    public void put(T document) {
        byte[] json = EventJson.write(document);
        try {
            AtomicFiles.replace(file(id.apply(document)), out -> out.write(json));
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    public Optional<T> find(String name) {
        try {
            return Optional.of(EventJson.read(Files.readAllBytes(file(name)), type));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    /** When a document was last written; empty where there is none. */
    public Optional<Instant> writtenAt(String name) {
        try {
            return Optional.of(Files.getLastModifiedTime(file(name)).toInstant());
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    /** Sorted. */
    public List<String> ids() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    private Path file(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,79}")) {
            throw new IllegalArgumentException("no name of a document");
        }
        return folder.resolve(name + SUFFIX);
    }
}
