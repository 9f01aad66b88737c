package org.e2enet.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedBrokerIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    @AfterEach
    void letKafkaEndProcessesAgain() {
        Exit.resetHaltProcedure();
        Exit.resetExitProcedure();
    }

    @Test
    void shouldTellThatTheBrokerEndedInsteadOfEndingTheProcess() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        EmbeddedKafka kafka = new EmbeddedKafka(directory.resolve("kafka"), 0);
        kafka.onFailure(told::countDown);
        kafka.start();
        kafka.createTopics(List.of(new NewTopic("before", 1, (short) 1)));

        // A log directory that can no longer be written: what a full or lost disk is to Kafka.
        replaceByFiles(directory.resolve("kafka"));
        Thread more = Thread.ofVirtual().start(() -> createQuietly(kafka));

        assertTrue(told.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS), "the broker's failure was not told");
        more.interrupt();
    }

    private static void replaceByFiles(Path kafka) throws Exception {
        Path moved = kafka.resolveSibling("gone");
        Files.move(kafka, moved);
        Files.createFile(kafka);
        try (Stream<Path> files = Files.list(moved)) {
            assertTrue(files.findAny().isPresent());
        }
    }

    private static void createQuietly(EmbeddedKafka kafka) {
        try {
            kafka.createTopics(List.of(new NewTopic("after", 1, (short) 1)));
        } catch (IllegalStateException expected) {
            // The broker that is to fail cannot make it.
        }
    }
}
