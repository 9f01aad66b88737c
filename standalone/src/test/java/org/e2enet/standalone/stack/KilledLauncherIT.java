package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command line as a process of its own, killed as by {@code kill -9}. */
class KilledLauncherIT {
    private static final Duration START = Patience.LONG;
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    @Test
    void shouldLeaveNoOrphansAndLetTheNextOneGoOnAndEndInOrder() throws Exception {
        DataFolder folder = new DataFolder(directory);
        Process killed = up();
        StackState first = awaitServices(folder);
        awaitWell();

        killed.destroyForcibly().waitFor();

        Awaitility.await().atMost(START).until(() -> Orphans.of(first).isEmpty());
        Process next = up();
        StackState second = awaitServices(folder);
        assertTrue(
                second.services().stream().noneMatch(service -> first.services().contains(service)),
                "services of its own");
        awaitWell();

        assertEquals(0, e2enet("down", "--data", directory.toString()).waitFor());

        assertEquals(0, next.waitFor());
        assertTrue(StackState.read(folder).isEmpty());
    }

    @Test
    void shouldSayWhenItIsAskedToEndWhileItStarts() throws Exception {
        DataFolder folder = new DataFolder(directory);
        Process starting = up();
        Awaitility.await().atMost(START).until(() -> told("up"), words -> words.contains("Waiting for"));

        starting.destroy();

        starting.waitFor();
        assertTrue(told("up").contains("CLI-118"), told("up"));
        assertFalse(told("up").contains("CLI-104"), "what was asked to end is no failure of a service: " + told("up"));
        assertTrue(StackState.read(folder).isEmpty());
    }

    private String told(String command) throws IOException {
        return Files.readString(directory.resolve(command + ".out"));
    }

    /** A service that was ready may be late with one answer on a busy machine. */
    private void awaitWell() {
        Awaitility.await()
                .atMost(START)
                .until(() -> e2enet("status", "--data", directory.toString()).waitFor() == 0);
    }

    private Process up() throws IOException {
        return e2enet("up", "--data", directory.toString(), "--kafka-port", "0", "--http-port", "0");
    }

    private static StackState awaitServices(DataFolder folder) {
        Optional<StackState> state = Awaitility.await()
                .atMost(START)
                .until(() -> StackState.running(folder).filter(KilledLauncherIT::allReady), Optional::isPresent);
        return state.orElseThrow();
    }

    private static boolean allReady(StackState state) {
        if (state.services().size() < state.ports().services().size()) {
            return false;
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (ServiceKind service : state.ports().services()) {
                if (!Readiness.ask(client, state.ports().address(service)).ready()) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Process e2enet(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-De2enet.home=" + HOME,
                "-jar",
                HOME.resolve("standalone/target/e2enet.jar").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(arguments[0] + ".out").toFile())
                .start();
    }
}
