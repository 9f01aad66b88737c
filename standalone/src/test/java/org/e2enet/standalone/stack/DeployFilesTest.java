package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeployFilesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void shouldMakeTheSameTopicsInComposeAsInTheLocalStack() throws IOException {
        List<String> wanted = Arrays.stream(Topic.values())
                .map(topic ->
                        topic.shortName() + " " + topic.partitions() + " " + (topic.compacted() ? "compact" : "delete"))
                .toList();

        List<String> listed = Files.readAllLines(ROOT.resolve("deploy/kafka/topics.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertEquals(wanted, listed);
    }

    /** A broker that keeps records as packed as they came would hand on some that unpack to gigabytes. */
    @Test
    void shouldMeasureRecordsUnpackedOnEveryBroker() throws IOException {
        assertTrue(Files.readString(ROOT.resolve("deploy/kafka/create-topics.sh"))
                .contains("--config compression.type=uncompressed"));
        assertTrue(
                Files.readString(ROOT.resolve("docker-compose.yml")).contains("KAFKA_COMPRESSION_TYPE: uncompressed"));
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void shouldRunEveryServiceAsAnUnprivilegedUserOnAPinnedImage(ServiceKind service) throws IOException {
        String dockerfile = Files.readString(ROOT.resolve("deploy/docker/" + service.serviceName() + ".Dockerfile"));

        assertTrue(dockerfile.contains("\nUSER 10001:10001\n"));
        assertTrue(dockerfile.contains("-XX:MaxRAMPercentage="), "the heap follows the container's limit");
        assertFalse(dockerfile.contains("-Xmx"), "an absolute heap ignores the container's limit");
        assertTrue(dockerfile.contains("FROM eclipse-temurin:25."), "a full version is wanted");
        assertTrue(dockerfile.contains(service.serviceName() + "/target/quarkus-app/"));
    }
}
