package org.e2enet.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Goes through the source of all modules: a code means one thing, so one file makes it, and the documents list it. */
class FaultCodesTest {
    private static final Path REPOSITORY = Path.of("../..");
    private static final Pattern CODE = Pattern.compile("\"([A-Z]{3}-[0-9]{3})\"");
    private static final Pattern LINE = Pattern.compile("^\\| `([A-Z]{3}-[0-9]{3})` \\| (.+) \\|$", Pattern.MULTILINE);
    private static final Pattern PREFIX = Pattern.compile("`([A-Z]{3})` \\| ");
    /** Written like a code, but the name of a hash. */
    private static final Set<String> NO_CODES = Set.of("SHA-256");

    @Test
    void shouldHaveOneHomeForEveryCode() throws IOException {
        Map<String, Set<Path>> homes = homes();

        assertTrue(homes.size() > 150, () -> "found only " + homes.keySet());
        assertEquals(
                Map.of(),
                homes.entrySet().stream()
                        .filter(code -> code.getValue().size() > 1)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                "codes with two meanings: give one of them a code of its own");
    }

    @Test
    void shouldListEveryCodeInTheDocuments() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        Matcher line = LINE.matcher(Files.readString(REPOSITORY.resolve("docs/faults.md")));
        while (line.find()) {
            assertEquals(null, listed.put(line.group(1), line.group(2)), () -> line.group(1) + " is listed twice");
        }

        Set<String> unlisted = new TreeSet<>(homes().keySet());
        unlisted.removeAll(listed.keySet());
        assertEquals(Set.of(), unlisted, "codes without a line in docs/faults.md: add '| `CODE` | meaning |'");
        Set<String> unused = new TreeSet<>(listed.keySet());
        unused.removeAll(homes().keySet());
        assertEquals(Set.of(), unused, "lines of docs/faults.md without a code in the source: take them out");
    }

    @Test
    void shouldKnowTheModuleOfEveryPrefix() throws IOException {
        Set<String> known = new TreeSet<>();
        Matcher prefix = PREFIX.matcher(Files.readString(REPOSITORY.resolve("CONTRIBUTING.md")));
        while (prefix.find()) {
            known.add(prefix.group(1));
        }

        List<String> unknown = homes().keySet().stream()
                .filter(code -> !known.contains(code.substring(0, code.indexOf('-'))))
                .toList();
        assertEquals(List.of(), unknown, "CONTRIBUTING.md names the module of every prefix");
    }

    /** The files that write a code as a literal. */
    private static Map<String, Set<Path>> homes() throws IOException {
        Map<String, Set<Path>> homes = new TreeMap<>();
        for (Path sources : sourceFolders()) {
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                    Matcher code = CODE.matcher(text(file));
                    while (code.find()) {
                        if (!NO_CODES.contains(code.group(1))) {
                            homes.computeIfAbsent(code.group(1), _ -> new TreeSet<>())
                                    .add(file);
                        }
                    }
                });
            }
        }
        return homes;
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
