package org.e2enet.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The documents that the program wrote on 28 November 2026, before there was a catalogue, in a run of the demo's short form: two
 * scans of the samples, a model, its alias and run, a prediction with its score. Their objects are not there.
 */
final class November {
    static final String DATASET = "hemispheres";
    static final String LEFT = "1b13002f57e118b3d6e69c80fda0bf7c";
    static final String RIGHT = "7e8f618038b4c692091c75dc7c6cb570";
    static final String MODEL = "demo-1-fold0";

    /** Of the right hemisphere. */
    static final String PREDICTION = "8aff653134d57710cef36327e9b7c7ba";

    private static final Path DOCUMENTS = Path.of("src/test/resources/documents-of-november");

    private November() {}

    /** Puts a copy of them below a store's directory. */
    static void copyTo(Path root) {
        try (Stream<Path> files = Files.walk(DOCUMENTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = root.resolve("documents")
                        .resolve(DOCUMENTS.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
