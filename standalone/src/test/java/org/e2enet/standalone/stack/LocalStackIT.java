package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.e2enet.contract.Topic;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.console.Console;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackIT {
    @TempDir
    private static Path directory;

    @BeforeAll
    static void useThisBuild() {
        System.setProperty(
                "e2enet.home", Path.of("..").toAbsolutePath().normalize().toString());
    }

    @Test
    void shouldReviveAKilledServiceAndLeaveNothingBehind() throws Exception {
        DataFolder folder = new DataFolder(directory.resolve("data"));
        List<StackState.Running> started;
        try (LocalStack stack = LocalStack.start(folder, StackPorts.of(0, 0), Map.of(), Console.of(true));
                HttpClient client = HttpClient.newHttpClient()) {
            started = stack.state().services();
            assertEquals(5, started.size());
            FaultException second = assertThrows(
                    FaultException.class,
                    () -> LocalStack.start(folder, StackPorts.of(0, 0), Map.of(), Console.of(true)));
            assertEquals("CLI-102", second.fault().code());

            StackState.Running infer = started.get(ServiceKind.INFER.ordinal());
            infer.handle().orElseThrow().destroyForcibly();

            Awaitility.await()
                    .atMost(Patience.LONG)
                    .until(() -> stack.state()
                                            .services()
                                            .get(ServiceKind.INFER.ordinal())
                                            .pid()
                                    != infer.pid()
                            && Readiness.ask(client, stack.ports().address(ServiceKind.INFER))
                                    .ready());
            stack.requireHealthy();
            started = stack.state().services();
            assertEquals(
                    2 * Topic.values().length, // with their dead letters
                    TopicFigures.of(stack.ports().bootstrapServers(), StackTopics.NAMES)
                            .size());
            assertTrue(
                    StackContents.of(stack.ports(), StackTopics.NAMES).models().isEmpty());
        }

        assertTrue(StackState.read(folder).isEmpty());
        for (StackState.Running service : started) {
            assertFalse(service.handle().isPresent(), service.name() + " still runs");
        }
    }

    @Test
    void shouldShowTheLogOfAServiceThatCannotStart() throws Exception {
        DataFolder folder = new DataFolder(directory.resolve("broken"));

        FaultException failure = assertThrows(
                FaultException.class,
                () -> LocalStack.start(
                        folder, StackPorts.of(0, 0), Map.of("INGEST_WORKERS", "none at all"), Console.of(true)));

        assertEquals("CLI-104", failure.fault().code());
        assertEquals("ingest-service", failure.fault().where());
        assertTrue(failure.fault().mend().contains("ingest-service.log"), failure.fault()::mend);
        assertTrue(failure.fault().mend().contains("  | "), "the last log lines are shown");
        assertTrue(StackState.read(folder).isEmpty());
    }
}
