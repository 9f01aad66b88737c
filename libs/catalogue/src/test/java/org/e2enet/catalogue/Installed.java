package org.e2enet.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.e2enet.store.FileStore;

/**
 * A copy of {@code src/test/resources/documents-of-november}: documents that version 0.1 wrote before there was a catalogue, in a run of
 * the demo with the samples. Their objects are not there.
 */
final class Installed {
    static final String DATASET = "demo";
    private static final Path DOCUMENTS = Path.of("src/test/resources/documents-of-november");

    private Installed() {}

    static FileStore in(Path root) {
        try (Stream<Path> files = Files.walk(DOCUMENTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = root.resolve("documents").resolve(DOCUMENTS.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new FileStore(root);
    }
}
