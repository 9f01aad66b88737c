package org.e2enet.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The version's home is the root {@code pom.xml}; what else must name it, says the same. */
class VersionTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String SNAPSHOT = "-SNAPSHOT";
    private static final Pattern POM = Pattern.compile("<artifactId>e2enet</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern NEWEST_CHANGES = Pattern.compile("(?m)^## (\\S+) \\(([^)]+)\\)$");
    private static final Pattern IMAGE = Pattern.compile("\\be2enet/[a-z]+-service:(\\d[\\w.-]*)");
    private static final Pattern CHART = Pattern.compile("(?m)^appVersion:\\s*\"?([^\"\\s]+)");

    @Test
    void shouldBeTheNewestOfTheChangelog() throws IOException {
        MatchResult newest = first(NEWEST_CHANGES, ROOT.resolve("CHANGELOG.md"));
        String date = newest.group(2);

        assertEquals(newest.group(1) + (date.equals("unreleased") ? SNAPSHOT : ""), version());
    }

    @Test
    void shouldBeTheTagOfEveryImage() throws IOException {
        Map<String, TreeSet<String>> named = new TreeMap<>();
        for (Path file : deployFiles()) {
            String text = Files.readString(file);
            Stream.of(IMAGE, CHART)
                    .flatMap(pattern -> pattern.matcher(text).results())
                    .forEach(match -> named.computeIfAbsent(match.group(1), _ -> new TreeSet<>())
                            .add(ROOT.relativize(file).toString()));
        }
        String release = version().replace(SNAPSHOT, "");

        assertFalse(named.isEmpty(), "no image of ours has a tag: the pattern is stale");
        named.remove(release);
        assertEquals(Map.of(), named, "these name another version than the pom's " + release);
    }

    private static String version() throws IOException {
        return first(POM, ROOT.resolve("pom.xml")).group(1);
    }

    private static MatchResult first(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no " + pattern));
    }

    private static List<Path> deployFiles() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("deploy"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("docker-compose.yml")),
                            files.filter(Files::isRegularFile)
                                    .filter(file -> !file.toString().contains("/deploy/target/")))
                    .toList();
        }
    }
}
