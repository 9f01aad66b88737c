package org.e2enet.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.e2enet.broker.EmbeddedKafka;

/**
 * A real broker and an empty store for {@code @QuarkusTest}s: sets {@code kafka.bootstrap.servers} and
 * {@code store.directory}. Use with {@code @QuarkusTestResource} or {@code @WithTestResource}. Topics are made by first use.
 */
public final class KafkaAndStore implements QuarkusTestResourceLifecycleManager {
    private Map<String, String> settings = Map.of();
    private Path directory;
    private EmbeddedKafka broker;

    /** @param settings handed on as configuration of the service under test */
    @Override
    public void init(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("e2enet-test");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        broker = new EmbeddedKafka(directory.resolve("kafka"), 0).start();
        Map<String, String> configuration = new HashMap<>(settings);
        configuration.put("kafka.bootstrap.servers", broker.bootstrapServers());
        configuration.put("store.directory", directory.resolve("store").toString());
        return configuration;
    }

    /** Gives the test's fields of type {@code Runnable} named {@code stopBroker} and {@code startBroker} the broker's switch. */
    @Override
    public void inject(TestInjector testInjector) {
        Runnable stop = broker::stop;
        Runnable start = broker::start;
        Runnable restart = () -> {
            broker.stop();
            broker.start();
        };
        testInjector.injectIntoFields(stop, field -> field.getName().equals("stopBroker"));
        testInjector.injectIntoFields(start, field -> field.getName().equals("startBroker"));
        testInjector.injectIntoFields(restart, field -> field.getName().equals("restartBroker"));
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
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
