package org.e2enet.standalone.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.standalone.E2ENet;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.FileTrees;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore that is killed at any step: nothing starts on what it left, and called again it ends as if nothing had been. */
class RestorationTest {
    private static final List<String> WHOLE =
            List.of("installation.key", "kafka/log", "store/documents/a.json", "store/objects/ab/cd");

    @TempDir
    private Path directory;

    private Path backup;
    private Path target;
    private String err;

    @BeforeEach
    void backup() throws IOException {
        backup = directory.resolve("backup");
        target = directory.resolve("target");
        backUp(directory.resolve("data"), backup, "content");
    }

    private void backUp(Path data, Path to, String content) throws IOException {
        for (String file : WHOLE) {
            Files.createDirectories(data.resolve(file).getParent());
            Files.writeString(data.resolve(file), content + " of " + file);
        }
        assertEquals(0, run(data, "backup", to.toString()), () -> err);
    }

    @Test
    void shouldStartAnewWhenItWasKilledWhileItCopied() throws IOException {
        Restoration killed = restoration(backup);
        killed.stage();
        Files.delete(unfinished().resolve("moving"));
        Files.delete(unfinished().resolve("files/kafka/log"));
        Files.writeString(unfinished().resolve("files/kafka/of-an-older-backup"), "x");

        requireRefused("up", "--kafka-port", "0", "--http-port", "0");
        requireRefused("backup", directory.resolve("of-half").toString());
        requireWholeAfter(backup);
    }

    @Test
    void shouldGoOnWhereverItWasKilledWhileItMoved() throws IOException {
        List<String> tops = List.of("installation.key", "kafka", "store");
        for (int moved = 0; moved <= tops.size(); moved++) {
            FileTrees.remove(target);
            restoration(backup).stage();
            for (String top : tops.subList(0, moved)) {
                Files.move(unfinished().resolve("files").resolve(top), target.resolve(top));
            }

            requireRefused("up", "--kafka-port", "0", "--http-port", "0");
            requireWholeAfter(backup);
        }
    }

    @Test
    void shouldCopyAgainWhatAPowerCutTook() throws IOException {
        restoration(backup).stage();
        Files.move(unfinished().resolve("files/kafka"), target.resolve("kafka"));
        Files.writeString(target.resolve("kafka/log"), "");
        Files.delete(unfinished().resolve("files/store/objects/ab/cd"));

        requireWholeAfter(backup);
    }

    @Test
    void shouldNotMixTwoBackups() throws IOException {
        Path other = directory.resolve("other");
        backUp(directory.resolve("other-data"), other, "other");
        restoration(backup).stage();
        Files.move(unfinished().resolve("files/kafka"), target.resolve("kafka"));

        assertEquals(1, run(target, "restore", other.toString()));
        assertTrue(err.contains("CLI-117"), err);
        requireWholeAfter(backup);
    }

    @Test
    void shouldReplaceNothingThatSomebodyPutThereMeanwhile() throws IOException {
        restoration(backup).stage();
        Files.createDirectories(target.resolve("store"));

        assertEquals(1, run(target, "restore", backup.toString()));
        assertTrue(err.contains("CLI-116"), err);
    }

    @Test
    void shouldLeaveNothingOfABackupThatIsDamaged() throws IOException {
        Files.writeString(backup.resolve("kafka/log"), "changed");

        assertEquals(1, run(target, "restore", backup.toString()));
        assertTrue(err.contains("CLI-113"), err);
        assertFalse(Files.exists(unfinished()), "a stack may start here");
    }

    private Restoration restoration(Path of) throws IOException {
        return new Restoration(of, Manifest.read(of), new DataFolder(target));
    }

    private Path unfinished() {
        return target.resolve("restore.unfinished");
    }

    private void requireRefused(String... call) {
        assertEquals(1, run(target, call));
        assertTrue(err.contains("CLI-117") && err.contains("./e2enet restore"), err);
    }

    private void requireWholeAfter(Path of) throws IOException {
        assertEquals(0, run(target, "restore", of.toString()), () -> err);
        try (Stream<Path> files = Files.walk(target)) {
            assertEquals(
                    WHOLE,
                    files.filter(Files::isRegularFile)
                            .map(file -> target.relativize(file).toString())
                            .sorted()
                            .toList());
        }
        for (String file : WHOLE) {
            assertEquals("content of " + file, Files.readString(target.resolve(file)));
        }
        assertFalse(Files.exists(unfinished()));
        assertFalse(Files.exists(target.resolve("restore.done")));
    }

    private int run(Path data, String... call) {
        StringWriter told = new StringWriter();
        String[] arguments = Stream.concat(Stream.of(call), Stream.of("--json", "--data", data.toString()))
                .toArray(String[]::new);
        int status = E2ENet.commandLine().setErr(new PrintWriter(told)).execute(arguments);
        err = told.toString();
        return status;
    }
}
