package org.e2enet.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of bad inputs tells the truth: every row has a test that is there, and codes that are. */
class BadInputPageTest {
    private static final Path REPOSITORY = Path.of("../..");
    private static final int DICOM_INPUTS = 32;
    private static final Pattern ROW = Pattern.compile("^\\| ([0-9]+) \\| (.+?) \\| (.+?) \\| (.+?) \\| (.+?) \\|$");
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}-[0-9]{3}");
    private static final Pattern TEST = Pattern.compile("([A-Z][A-Za-z]+)\\.(should[A-Za-z0-9]+)");

    @Test
    void shouldNameATestOfEveryInput() throws IOException {
        Map<String, String> sources = sources();
        List<Integer> numbers = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (MatchResult row : rows()) {
            numbers.add(Integer.parseInt(row.group(1)));
            List<MatchResult> tests = TEST.matcher(row.group(5)).results().toList();
            assertFalse(tests.isEmpty(), () -> "no test of input " + row.group(1));
            for (MatchResult test : tests) {
                if (!sources.getOrDefault(test.group(1), "").contains("void " + test.group(2) + "(")) {
                    absent.add(row.group(1) + ": " + test.group());
                }
            }
        }

        assertEquals(IntStream.rangeClosed(1, DICOM_INPUTS).boxed().toList(), numbers);
        assertEquals(List.of(), absent, "tests that docs/bad-input.md names and that are not there");
    }

    @Test
    void shouldNameCodesThatThereAre() throws IOException {
        String faults = Files.readString(REPOSITORY.resolve("docs/faults.md"));
        TreeSet<String> unknown = new TreeSet<>();
        for (MatchResult row : rows()) {
            CODE.matcher(row.group(3))
                    .results()
                    .map(MatchResult::group)
                    .filter(code -> !faults.contains("`" + code + "`"))
                    .forEach(unknown::add);
        }
        assertEquals(List.of(), List.copyOf(unknown));
    }

    private static List<MatchResult> rows() throws IOException {
        return Files.readAllLines(REPOSITORY.resolve("docs/bad-input.md")).stream()
                .flatMap(line -> ROW.matcher(line).results())
                .toList();
    }

    /** Source of every test class, by its name; of several that share one, all of it. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Stream.concat(Files.list(REPOSITORY), Files.list(REPOSITORY.resolve("libs")))) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                            .toList()) {
                        String name = file.getFileName().toString().replace(".java", "");
                        sources.merge(name, Files.readString(file), String::concat);
                    }
                }
            }
        }
        return sources;
    }
}
