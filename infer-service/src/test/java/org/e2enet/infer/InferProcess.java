package org.e2enet.infer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.ServiceProcess;

/** The packaged service as a child process, as production runs it. */
final class InferProcess implements AutoCloseable {
    private final ServiceProcess service;

    private InferProcess(ServiceProcess service) {
        this.service = service;
    }

    /** @param claimPatience after which another takes over what a killed one had in work; a slow one may lose its claim, too */
    static InferProcess start(String engine, String bootstrapServers, Path store, Path log, Duration claimPatience)
            throws IOException {
        return new InferProcess(ServiceProcess.start(
                log,
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        bootstrapServers,
                        "STORE_DIRECTORY",
                        store.toString(),
                        "PROVENANCE_KEY_FILE",
                        store.resolveSibling("provenance.key").toString(),
                        "INFER_CLAIM_PATIENCE",
                        claimPatience.toString(),
                        "INFER_ENGINE",
                        engine,
                        // However many cores there are: a scan must take longer than it takes to end the service in its
                        // middle.
                        "INFER_THREADS",
                        "1"),
                "--add-modules=jdk.incubator.vector",
                "-Xmx512m"));
    }

    /** Waits until it has done some windows of a prediction. */
    void awaitWindows(int atLeast) {
        Awaitility.await("windows")
                .atMost(Patience.LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!service.isAlive()) {
                        throw new IllegalStateException("the service ended");
                    }
                    return windows() >= atLeast;
                });
    }

    /** SIGKILL: no chance to tidy up. */
    void kill() throws InterruptedException {
        service.kill();
    }

    /** SIGTERM. @return the exit status */
    int terminate() throws InterruptedException {
        return service.terminate();
    }

    /** Windows done since the start; 0 while it does not answer. */
    double windows() {
        try {
            return service.get("/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("e2enet_prediction_windows_total"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException notYet) {
            return 0;
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
