package org.e2enet.deploy.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.e2enet.client.IngestClient;
import org.e2enet.client.ScanState;
import org.e2enet.client.Waiting;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.deploy.Repository;
import org.e2enet.deploy.kafka.GuardedBroker;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every image's last command starts its service, whose own health check finds it ready, in a heap of the container's share. */
class ImageStartIT {
    private static final long LIMIT_BYTES = 2L << 30;
    private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_max_bytes\\{area=\"heap\".*} (\\S+)$");

    @TempDir
    private Path directory;

    private final Map<ServiceKind, Container> containers = new EnumMap<>(ServiceKind.class);

    @AfterEach
    void endAll() {
        containers.values().forEach(Container::close);
    }

    @Test
    void shouldServeFromEveryImageOnABrokerThatAsksWhoIsThere() throws Exception {
        Map<ServiceKind, Set<String>> before =
                Arrays.stream(ServiceKind.values()).collect(Collectors.toMap(service -> service, ImageStartIT::code));
        try (GuardedBroker kafka = new GuardedBroker(directory);
                HttpClient client = HttpClient.newHttpClient()) {
            for (ServiceKind service : ServiceKind.values()) {
                containers.put(service, Container.start(service, folder(service), settings(kafka, service)));
            }
            for (Container container : containers.values()) {
                Awaitility.await(container.service().serviceName())
                        .atMost(Patience.LONG)
                        .failFast(() -> !container.isAlive())
                        .until(container::isHealthy);
            }
            for (Container container : containers.values()) {
                requireHeap(container, client);
            }
            requireScanIsWorkedOn();
            // It may ask the broker, which is looked at every few seconds.
            Awaitility.await("lags").atMost(Patience.LONG).until(() -> get(
                            client, ServiceKind.CONSOLE, "/api/views/operations")
                    .contains("e2enet-ingest"));
            for (Container container : containers.values()) {
                // By the signal that it was asked to end with: 128 + SIGTERM.
                assertEquals(Optional.of(143), container.stop(Patience.LONG.toSeconds()), container::log);
                assertEquals(before.get(container.service()), code(container.service()), "its code is as it was");
                assertEquals(Set.of(), strangeFolders(container.service()));
                kafka.passwords().forEach(word -> assertFalse(container.log().contains(word), "a password in the log"));
                assertFalse(container.log().contains("uthorizationException"), container::log);
            }
        }
    }

    private Map<String, String> settings(GuardedBroker kafka, ServiceKind service) {
        Map<String, String> settings = new HashMap<>(kafka.environment(service.serviceName()));
        // What the JVM takes for the container's limit.
        settings.put("JAVA_OPTS_APPEND", "-XX:MaxRAM=" + LIMIT_BYTES);
        settings.put("STORE_DIRECTORY", directory.resolve("store").toString());
        return settings;
    }

    /** From upload to a prediction's end: through the topics of ingest and infer, with whoever reads them. */
    private void requireScanIsWorkedOn() throws InterruptedException {
        IngestClient ingest = new IngestClient(address(ServiceKind.INGEST));
        ingest.define(new DatasetDefinition("tiny", List.of("T1"), Map.of(0, "background")));
        var receipt = ingest.upload(
                "tiny",
                List.of(Repository.file("samples/hemispheres/imagesTr/left_0000.nii.gz")),
                Optional.empty(),
                Optional.empty(),
                Optional.of("nobody"));
        assertEquals(
                ScanState.Stage.NORMALIZED,
                ingest.awaitEnd(receipt.scanId(), Waiting.upTo(Patience.LONG)).status());
    }

    private URI address(ServiceKind service) {
        return URI.create("http://127.0.0.1:" + containers.get(service).port().orElseThrow());
    }

    private Path folder(ServiceKind service) throws IOException {
        return Files.createDirectories(directory.resolve(service.serviceName()));
    }

    private String get(HttpClient client, ServiceKind service, String path) throws IOException, InterruptedException {
        HttpRequest asked =
                HttpRequest.newBuilder(address(service).resolve(path)).build();
        return client.send(asked, BodyHandlers.ofString()).body();
    }

    private void requireHeap(Container container, HttpClient client) throws IOException, InterruptedException {
        String said = get(client, container.service(), "/q/metrics");
        double heap = HEAP.matcher(said)
                .results()
                .mapToDouble(result -> Double.parseDouble(result.group(1)))
                .sum();
        String name = container.service().serviceName();
        double share = LIMIT_BYTES
                / 100.0
                * Integer.parseInt(Images.DOCKERFILE.environment(name).get("HEAP_PERCENT"));
        // Of the two halves that survivors are copied between, one counts.
        assertTrue(heap > 0.85 * share && heap < 1.05 * share, name + ": " + heap + " bytes of " + share);
    }

    /** Folders in the working folder that the image does not make: nothing could be written there. */
    private Set<String> strangeFolders(ServiceKind service) throws IOException {
        Path working = directory.resolve(service.serviceName()).resolve("var");
        try (Stream<Path> made = Files.list(working)) {
            return made.map(path -> path.getFileName().toString())
                    .filter(name -> !Set.of("store", "cache", "vault", "keys").contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> code(ServiceKind service) {
        Path built = Repository.file(service.serviceName()).resolve("target/quarkus-app");
        try (Stream<Path> files = Files.walk(built)) {
            return files.map(
                            file -> built.relativize(file) + " " + file.toFile().lastModified())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
