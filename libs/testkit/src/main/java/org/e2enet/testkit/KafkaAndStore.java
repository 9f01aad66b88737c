package org.e2enet.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.e2enet.broker.EmbeddedKafka;

/**
 * A real broker and an empty store for {@code @QuarkusTest}s: sets {@code kafka.bootstrap.servers} and
 * {@code store.directory}. Use with {@code @QuarkusTestResource} or {@code @WithTestResource}. Topics are made by first use.
 */
public final class KafkaAndStore implements QuarkusTestResourceLifecycleManager {
    private static volatile EmbeddedKafka running;
    private static volatile Path store;

    private Path directory;

    /** The broker of this test run, for tests that stop and start it. */
    public static EmbeddedKafka broker() {
        return running;
    }

    public static Path storeDirectory() {
        return store;
    }

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("e2enet-test");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        store = directory.resolve("store");
        running = new EmbeddedKafka(directory.resolve("kafka"), 0).start();
        return Map.of(
                "kafka.bootstrap.servers", running.bootstrapServers(),
                "store.directory", store.toString());
    }

    @Override
    public void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
