package org.e2enet.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.bucket.BucketServer;

/**
 * A real broker and an empty store for {@code @QuarkusTest}s: sets {@code kafka.bootstrap.servers} and
 * {@code store.directory}. Use with {@code @QuarkusTestResource} or {@code @WithTestResource}. Topics are made by first use.
 *
 * <p>With the argument {@value #BUCKET} the store is in a bucket of a real S3 server. Either way {@value #FILES} is where the store's
 * files lie, for whoever looks at them or puts some there.
 */
public final class KafkaAndStore implements QuarkusTestResourceLifecycleManager {
    public static final String BUCKET = "test.bucket";
    public static final String FILES = "test.store.files";

    private static final String PREFIX = "installations/one";

    private Map<String, String> settings = Map.of();
    private Path directory;
    private EmbeddedKafka broker;
    private BucketServer bucket;

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
        configuration.put(FILES, directory.resolve("store").toString());
        if (settings.containsKey(BUCKET)) {
            bucket = BucketServer.start(directory.resolve("s3"));
            configuration.putAll(bucket.settings(PREFIX));
            configuration.put(FILES, bucket.files().resolve(PREFIX).toString());
        }
        configuration.put(
                "provenance.key-file", directory.resolve("provenance.key").toString());
        return configuration;
    }

    /**
     * Gives the test's fields of type {@code Runnable} named {@code stopBroker} and {@code startBroker} the broker's switch, those named
     * {@code stopBucket} and {@code startBucket} the S3 server's.
     */
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
        if (bucket != null) {
            Runnable away = bucket::stop;
            Runnable back = bucket::start;
            testInjector.injectIntoFields(away, field -> field.getName().equals("stopBucket"));
            testInjector.injectIntoFields(back, field -> field.getName().equals("startBucket"));
        }
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
        if (bucket != null) {
            bucket.close();
        }
        LivingFolder.remove(directory);
    }
}
