package org.e2enet.edge.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every service ships with: its own settings before those that libs/edge has for all. */
class KafkaSettingsTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path OWN = Path.of("src", "main", "resources", "application.properties");
    private static final Pattern CHANNEL =
            Pattern.compile("(?:%\\w+\\.)?mp\\.messaging\\.(incoming|outgoing)\\.([^.]+)\\..*");
    private static final String CONNECTOR = "mp.messaging.connector.smallrye-kafka.";

    static List<Path> services() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> folder.getFileName().toString().endsWith("-service"))
                    .filter(folder -> Files.exists(folder.resolve(OWN)))
                    .sorted()
                    .toList();
        }
    }

    /** Services with channels of their own; one that only shows what others tell has none. */
    static List<Path> readers() throws IOException {
        return services().stream()
                .filter(service ->
                        !channels(read(service.resolve(OWN)), "incoming").isEmpty())
                .toList();
    }

    @Test
    void shouldKnowAllServices() throws IOException {
        assertTrue(readers().size() >= 5, readers()::toString);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void shouldNoticeADeadConsumerWithinSecondsOnEveryChannel(Path service) {
        Properties own = read(service.resolve(OWN));
        List<String> channels = channels(own, "incoming");

        for (String channel : channels) {
            assertEquals("10000", shipped(own, channel, "session.timeout.ms"), channel);
            assertEquals("3000", shipped(own, channel, "heartbeat.interval.ms"), channel);
            assertEquals("false", shipped(own, channel, "cloud-events"), channel);
            assertEquals("ignore", shipped(own, channel, "failure-strategy"), channel);
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldSendByTheOneProducerOnly(Path service) throws IOException {
        assertEquals(List.of(), channels(read(service.resolve(OWN)), "outgoing"));
        assertEquals(List.of(), sourcesWith(service, "new KafkaProducer<"));
        assertEquals(List.of(), sourcesWith(service, "@Outgoing"));
        assertEquals(List.of("EventSender.java"), sourcesWith(ROOT.resolve("libs/edge"), "new KafkaProducer<"));
    }

    @Test
    void shouldSendEachEventOnceAndToAllReplicasWhateverTheConnectionSays() {
        Map<String, Object> careless =
                Map.of(ProducerConfig.ACKS_CONFIG, "1", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);

        Map<String, Object> settings = EventSender.settings(careless, Duration.ofSeconds(20));

        assertEquals("all", settings.get(ProducerConfig.ACKS_CONFIG));
        assertEquals(true, settings.get(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG));
    }

    private static List<String> channels(Properties own, String direction) {
        return own.stringPropertyNames().stream()
                .map(CHANNEL::matcher)
                .filter(Matcher::matches)
                .filter(channel -> channel.group(1).equals(direction))
                .map(channel -> channel.group(2))
                .distinct()
                .sorted()
                .toList();
    }

    /** A channel's setting comes before the connector's, a service's before that of all. */
    private static String shipped(Properties own, String channel, String setting) {
        Properties common = common();
        return Stream.of("mp.messaging.incoming." + channel + ".", CONNECTOR, "kafka.")
                .flatMap(prefix -> Stream.of(own.getProperty(prefix + setting), common.getProperty(prefix + setting)))
                .filter(value -> value != null)
                .findFirst()
                .orElse("Kafka's default");
    }

    private static Properties common() {
        return read(Path.of("src", "main", "resources", "META-INF", "microprofile-config.properties"));
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties;
    }

    private static List<String> sourcesWith(Path module, String text) throws IOException {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java") && contains(file, text))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
