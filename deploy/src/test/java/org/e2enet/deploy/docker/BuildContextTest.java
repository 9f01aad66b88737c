package org.e2enet.deploy.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.e2enet.deploy.Repository;
import org.junit.jupiter.api.Test;

/** The images' build sees what Maven needs, and nothing that was built or is secret. */
class BuildContextTest {
    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");
    /** A folder outside of the module that its pom takes files from. */
    private static final Pattern OUTSIDE = Pattern.compile("<directory>(\\.\\./[^<]+)</directory>");

    private final BuildContext context = BuildContext.of(Repository.lines(".dockerignore"));

    @Test
    void shouldReadPatternsAsDockerDoes() {
        BuildContext small = BuildContext.of(List.of("*", "!libs/", "!*-service/", "**/target/"));

        assertTrue(small.has("libs/store/src/main/A.java"));
        assertTrue(small.has("infer-service/pom.xml"));
        assertFalse(small.has("docs/running.md"));
        assertFalse(small.has("libs/store/target/a.jar"));
        assertFalse(small.has("infer-service/target/quarkus-app/a.jar"));
        assertFalse(BuildContext.of(List.of("**/target")).has("target/a"));
    }

    @Test
    void shouldSeeEveryModule() {
        List<String> missing = modules().stream()
                .map(module -> module + "/pom.xml")
                .filter(pom -> !context.has(pom) || !Files.exists(Repository.file(pom)))
                .toList();

        assertEquals(List.of(), missing);
        assertTrue(modules().size() > 20, () -> "modules: " + modules());
        assertTrue(context.has("pom.xml"));
        assertTrue(context.has(".mvn/jvm.config"));
    }

    @Test
    void shouldSeeEverySourceThatTheServicesAreMadeOf() throws IOException {
        for (String module : modules()) {
            if (module.startsWith("libs/") || module.endsWith("-service")) {
                List<String> sources = files(module + "/src/main");
                assertFalse(sources.isEmpty(), module);
                for (String file : sources) {
                    assertTrue(context.has(file), file);
                }
            }
        }
    }

    @Test
    void shouldSeeWhatPomsTakeFromOutsideOfTheirModules() {
        for (String module : modules()) {
            OUTSIDE.matcher(Repository.read(module + "/pom.xml")).results().forEach(outside -> {
                String taken = Path.of(module, outside.group(1)).normalize().toString();
                assertTrue(Files.isDirectory(Repository.file(taken)), taken);
                assertTrue(context.has(taken + "/any"), module + " takes " + taken);
            });
        }
    }

    @Test
    void shouldLeaveOutWhatIsBuiltTestedOrSecret() {
        for (String path : List.of(
                "infer-service/target/quarkus-app/quarkus-run.jar",
                "libs/store/src/test/java/A.java",
                ".env",
                "secrets/orthanc-users.json",
                ".e2enet/store/objects/00",
                ".git/config")) {
            assertFalse(context.has(path), path);
        }
    }

    private static List<String> modules() {
        return MODULE.matcher(Repository.read("pom.xml"))
                .results()
                .map(module -> module.group(1))
                .toList();
    }

    private static List<String> files(String folder) throws IOException {
        Path root = Repository.file(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> Repository.ROOT.relativize(file).toString())
                    .toList();
        }
    }
}
