package org.e2enet.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Goes through the source of all modules: nobody but the catalogue writes the name of a document. */
class DocumentNamesTest {
    private static final Path REPOSITORY = Path.of("../..");
    private static final Pattern FOLDER = Pattern.compile("(?:documents\\(\\s*|FOLDER = )\"([a-z-]+)\"");

    @Test
    void shouldFindNoDocumentNameOutsideTheCatalogue() throws IOException {
        List<String> folders = matches(REPOSITORY.resolve("libs/catalogue/src/main/java"), FOLDER).values().stream()
                .flatMap(List::stream)
                .toList();
        assertTrue(folders.size() > 10, () -> "the catalogue's folders: " + folders);
        // What goes on with '{' is the template of an address.
        Pattern name = Pattern.compile("\"(" + String.join("|", folders) + ")/(?!\\{)");

        Map<Path, List<String>> strangers = new TreeMap<>();
        for (Path sources : sourceFolders()) {
            if (!sources.startsWith(REPOSITORY.resolve("libs/catalogue"))) {
                strangers.putAll(matches(sources, name));
            }
        }
        assertEquals(Map.of(), strangers, "names of documents: ask org.e2enet.catalogue.Catalogue instead");
    }

    private static Map<Path, List<String>> matches(Path sources, Pattern pattern) throws IOException {
        Map<Path, List<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                List<String> inFile = pattern.matcher(text(file))
                        .results()
                        .map(result -> result.group(1))
                        .toList();
                if (!inFile.isEmpty()) {
                    found.put(file, inFile);
                }
            });
        }
        return found;
    }

    private static List<Path> sourceFolders() throws IOException {
        try (Stream<Path> services = Files.list(REPOSITORY);
                Stream<Path> libraries = Files.list(REPOSITORY.resolve("libs"))) {
            return Stream.concat(services, libraries)
                    .map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
