package org.e2enet.console.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans and a scan ask at once for all their modules; one that is forgotten is fetched late, one too many for nothing. */
class PreloadTest {
    private static final Path PAGES = Path.of("src", "main", "resources", "META-INF", "resources");
    private static final Pattern PRELOADED = Pattern.compile("<link rel=\"modulepreload\" href=\"/([^\"]+)\">");
    private static final Pattern IMPORTED = Pattern.compile("(?m)^(?:import|export)\\s[^;'\"`(]*'(\\.[^']+)'");

    @ParameterizedTest
    @ValueSource(strings = {"scan", "scans"})
    void shouldAskAtOnceForWhatAPageImports(String page) throws IOException {
        Set<String> needed = imported("app/main.js", "pages/" + page + ".js");
        needed.remove("app/main.js"); // it has a tag of its own

        Set<String> preloaded = new TreeSet<>(found(PRELOADED, Path.of("index.html")));
        preloaded.addAll(preloadedOf(page));
        assertEquals(needed, preloaded);
    }

    private static List<String> preloadedOf(String page) throws IOException {
        Matcher list =
                Pattern.compile(" " + page + ": \\[([^]]+)]").matcher(Files.readString(PAGES.resolve("app/first.js")));
        assertTrue(list.find(), page);
        return Pattern.compile("'([^']+)'")
                .matcher(list.group(1))
                .results()
                .map(name -> name.group(1) + ".js")
                .toList();
    }

    private static Set<String> imported(String... starts) throws IOException {
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(starts));
        while (!open.isEmpty()) {
            Path module = Path.of(open.remove());
            if (seen.add(module.toString())) {
                found(IMPORTED, module)
                        .forEach(each ->
                                open.add(module.resolveSibling(each).normalize().toString()));
            }
        }
        return seen;
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(PAGES.resolve(file)))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toList());
    }
}
