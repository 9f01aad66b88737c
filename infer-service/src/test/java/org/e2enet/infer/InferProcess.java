package org.e2enet.infer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.e2enet.testkit.Patience;

/** The packaged service as a child process, as production runs it. */
final class InferProcess implements AutoCloseable {
    private static final Duration PATIENCE = Patience.LONG;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private InferProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static InferProcess start(String engine, String bootstrapServers, Path store, Path log) throws IOException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-jar",
                        System.getProperty("service.jar"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(port),
                        "KAFKA_BOOTSTRAP_SERVERS",
                        bootstrapServers,
                        // A dead consumer's partitions are given to the next one after this time, the least a broker
                        // takes.
                        "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SESSION_TIMEOUT_MS",
                        "6000",
                        "STORE_DIRECTORY",
                        store.toString(),
                        "INFER_ENGINE",
                        engine));
        return new InferProcess(builder.start(), port);
    }

    /** Waits until it has done some windows of a prediction. */
    void awaitWindows(int atLeast) {
        Awaitility.await("windows")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the service ended with status " + process.exitValue());
                    }
                    return windows() >= atLeast;
                });
    }

    /** SIGKILL: no chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. @return the exit status */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the service did not end");
        }
        return process.exitValue();
    }

    /** Windows done since the start; 0 while it does not answer. */
    double windows() {
        HttpRequest ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                .build();
        try {
            return client.send(ask, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("e2enet_prediction_windows_total"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
