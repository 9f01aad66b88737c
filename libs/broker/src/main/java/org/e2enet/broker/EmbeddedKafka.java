package org.e2enet.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.e2enet.ports.FreePort;

/**
 * A single-node Kafka (broker and controller in one, KRaft) in this process, listening on the loopback address.
 * Starts in one to two seconds; keeps its records in a directory, so a broker started again on the same directory and
 * port goes on where it stopped.
 *
 * <p>Thread safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
    /** Fixed: a random id would make the second start on the same directory fail. */
    private static final String CLUSTER_ID = "e2enetLocalStackBroker";

    private static final int NODE_ID = 1;
    /** A busy machine may take long; only who waits for a broker that is ill waits to the end. */
    private static final long ADMIN_TIMEOUT_SECONDS = 180;

    private final Path directory;
    private final int port;
    private final int controllerPort;
    private final Optional<Protection> protection;
    private KafkaRaftServer server;

    /**
     * @param directory where the records live; made if absent
     * @param port port for clients on the loopback address, or 0 for a free one (kept over restarts)
     */
    public EmbeddedKafka(Path directory, int port) {
        this(directory, port, Optional.empty());
    }

    /** As {@link #EmbeddedKafka(Path, int)}, one that asks who is there. */
    public EmbeddedKafka(Path directory, int port, Protection protection) {
        this(directory, port, Optional.of(protection));
    }

    private EmbeddedKafka(Path directory, int port, Optional<Protection> protection) {
        this.protection = protection;
        this.directory = directory;
        this.port = port == 0 ? FreePort.take() : port;
        this.controllerPort = FreePort.take();
    }

    /**
     * What to do when the broker ends by itself, most often for a full disk: Kafka would then end the whole process at once, without its
     * shutdown hooks. Runs on a thread of the broker, must not wait for it, and stands for one broker of this process.
     */
    public void onFailure(Runnable action) {
        Exit.Procedure tell = (status, message) -> action.run();
        Exit.setHaltProcedure(tell);
        Exit.setExitProcedure(tell);
    }

    /** Starts the broker and returns when it answers; does nothing if it runs. */
    public synchronized EmbeddedKafka start() {
        if (server != null) {
            return this;
        }
        format();
        server = new KafkaRaftServer(new KafkaConfig(properties(), false), Time.SYSTEM);
        try {
            server.startup();
            awaitAnswer();
        } catch (RuntimeException failure) {
            stop();
            throw failure;
        }
        return this;
    }

    /** Stops the broker and keeps its directory; {@link #start()} brings it back with all records. */
    public synchronized void stop() {
        if (server == null) {
            return;
        }
        server.shutdown();
        server.awaitShutdown();
        server = null;
    }

    public synchronized boolean isRunning() {
        return server != null;
    }

    /** Value for {@code kafka.bootstrap.servers}. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Makes the topics that are not there yet; present ones stay as they are. */
    public void createTopics(Collection<NewTopic> topics) {
        try (Admin admin = admin()) {
            for (Map.Entry<String, KafkaFuture<Void>> made :
                    admin.createTopics(topics).values().entrySet()) {
                awaitTopic(made.getKey(), made.getValue());
            }
        }
    }

    /** An admin client for this broker; the caller closes it. */
    public Admin admin() {
        Map<String, Object> settings =
                new HashMap<>(protection.map(Protection::admin).orElse(Map.of()));
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                TimeUnit.SECONDS.toMillis(ADMIN_TIMEOUT_SECONDS));
        return Admin.create(settings);
    }

    @Override
    public void close() {
        stop();
    }

    private static void awaitTopic(String topic, KafkaFuture<Void> made) {
        try {
            made.get(ADMIN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("topic " + topic + " could not be made", failure.getCause());
            }
        } catch (TimeoutException failure) {
            throw new IllegalStateException("broker gave no answer making topic " + topic, failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topic " + topic, failure);
        }
    }

    private void awaitAnswer() {
        try (Admin admin = admin()) {
            admin.describeCluster().nodes().get(ADMIN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("broker did not come up on " + bootstrapServers(), failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker came up", failure);
        }
    }

    private void format() {
        try {
            Files.createDirectories(directory);
            Formatter formatter = new Formatter();
            protection.ifPresent(asked -> formatter.setScramArguments(List.of("%s=[name=%s,password=%s]"
                    .formatted(Protection.MECHANISM, Protection.ADMIN, asked.adminPassword()))));
            formatter
                    .setClusterId(CLUSTER_ID)
                    .setNodeId(NODE_ID)
                    .setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (Exception failure) {
            throw new IllegalStateException("broker directory could not be formatted: " + directory, failure);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", String.valueOf(NODE_ID)),
                Map.entry("controller.quorum.voters", NODE_ID + "@localhost:" + controllerPort),
                Map.entry("listeners", "CLIENTS://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort),
                Map.entry("advertised.listeners", "CLIENTS://localhost:" + port),
                Map.entry("inter.broker.listener.name", "CLIENTS"),
                Map.entry(
                        "listener.security.protocol.map",
                        "CLIENTS:" + (protection.isPresent() ? "SASL_SSL" : "PLAINTEXT") + ",CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", directory.toString()),
                Map.entry("num.partitions", "1"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("min.insync.replicas", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // Packed records are measured unpacked: no reader meets one that is larger than its heap.
                Map.entry("compression.type", "uncompressed"),
                // The default takes 128 MiB of heap; this is the least the cleaner accepts for one thread.
                Map.entry("log.cleaner.dedupe.buffer.size", "1048577")));
        protection.ifPresent(asked -> properties.putAll(asked.broker()));
        return properties;
    }
}
