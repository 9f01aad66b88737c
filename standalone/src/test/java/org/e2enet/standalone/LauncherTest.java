package org.e2enet.standalone;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The front door's shell script before a JVM that says what the test wants. */
class LauncherTest {
    private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";
    private static final Path LAUNCHER =
            Path.of("..", "e2enet").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeJdk() throws IOException {
        Files.createDirectory(folder.resolve("bin"));
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script("javac", "");
    }

    @Test
    void shouldTakeTheWarningOfIncubatorModulesOutAndNothingElse() throws Exception {
        says(WARNING, "scan 1 of 2", WARNING, "no newline at the end");

        assertEquals(
                "scan 1 of 2\n" + WARNING + "\nno newline at the end\n",
                errorsOf("predict", "scan.nii.gz", "--weights", "m"));
    }

    @Test
    void shouldPassOnWhateverElseComesFirst() throws Exception {
        says("Error: Unable to access jarfile");

        assertEquals("Error: Unable to access jarfile\n", errorsOf("verify"));
    }

    @Test
    void shouldLeaveAPartOfALineAsItIs() throws Exception {
        script("java", "printf 'half a line' >&2\nexit 3");

        assertEquals("half a line", errorsOf("bench", "inference"));
    }

    @Test
    void shouldPassOnStandardOutputAndHowTheCommandEnded() throws Exception {
        script("java", "echo \"$@\" | grep -c incubator\nexit 3");

        Process process = start("forward");

        assertEquals("1\n", new String(process.getInputStream().readAllBytes()));
        assertEquals(3, process.waitFor());
    }

    @Test
    void shouldBuildWhereAnyServiceIsMissing() throws Exception {
        Path copy = builtCopy();
        Files.createDirectory(copy.resolve("last-service"));
        // There is no mvnw to build it with.
        Process process = start(copy, "status");
        String errors = new String(process.getErrorStream().readAllBytes());
        assertEquals(1, process.waitFor(), errors);
        assertTrue(errors.contains("building (last-service is not built yet)"), errors);
    }

    @Test
    void shouldNotBuildUnderARunningProcess() throws Exception {
        Path copy = builtCopy();
        script("java", "cat >/dev/null\necho ran >&2");
        Process stack = start(copy, "up");
        await().until(() -> Files.exists(copy.resolve("standalone/target/running/" + stack.pid())));
        Files.createDirectories(copy.resolve("ingest-service/src/main"));
        Files.createFile(copy.resolve("ingest-service/src/main/Edited.java"));

        String beside = errorsAtEnd(start(copy, "status"));
        assertTrue(beside.contains("Edited.java is newer than the last build, but process " + stack.pid()), beside);
        assertTrue(beside.endsWith("\nran\n"), beside);

        assertEquals("ran\n", errorsAtEnd(stack));
        String after = errorsAtEnd(start(copy, "status"));
        assertTrue(after.contains("building (ingest-service/src/main/Edited.java is newer"), after);
    }

    /** A tree that was built an hour ago, with one service and without a means to build it again. */
    private Path builtCopy() throws IOException {
        Path copy = folder.resolve("copy");
        for (String part : List.of("e2enet", ".mvn/find-jdk.sh")) {
            Files.createDirectories(copy.resolve(part).getParent());
            Files.copy(LAUNCHER.resolveSibling(part), copy.resolve(part), StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (String built : List.of("standalone/target/built", "ingest-service/target/quarkus-app/quarkus-run.jar")) {
            Files.createDirectories(copy.resolve(built).getParent());
            Files.createFile(copy.resolve(built));
        }
        Files.setLastModifiedTime(
                copy.resolve("standalone/target/built"),
                FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        return copy;
    }

    private Process start(Path copy, String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(copy.resolve("e2enet").toString(), command);
        builder.environment().put("JAVA_HOME", folder.toString());
        builder.environment().remove("E2ENET_BUILD");
        return builder.start();
    }

    private static String errorsAtEnd(Process process) throws Exception {
        process.getOutputStream().close();
        String errors = new String(process.getErrorStream().readAllBytes());
        process.waitFor();
        return errors;
    }

    private void says(String... lines) throws IOException {
        script("java", "cat >&2 <<'EOF'\n" + String.join("\n", lines) + "\nEOF\nexit 3");
    }

    private void script(String name, String body) throws IOException {
        Path file = folder.resolve("bin").resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private String errorsOf(String... command) throws Exception {
        Process process = start(command);
        String errors = new String(process.getErrorStream().readAllBytes());
        assertEquals(3, process.waitFor());
        return errors;
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(LAUNCHER.toString());
        builder.command().addAll(List.of(command));
        builder.environment().put("JAVA_HOME", folder.toString());
        builder.environment().put("E2ENET_BUILD", "never");
        return builder.start();
    }
}
