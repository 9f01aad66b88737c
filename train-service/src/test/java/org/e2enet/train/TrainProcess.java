package org.e2enet.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.e2enet.testkit.Patience;

/** The packaged service as a process of its own, as production runs it on a machine without CUDA. Ends with the test, however that ends. */
final class TrainProcess implements AutoCloseable {
    private final Process process;

    private TrainProcess(Process process) {
        this.process = process;
    }

    /** @param log name of the log below {@code target} */
    static TrainProcess start(String bootstrapServers, Path store, String log, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-modules=jdk.incubator.vector");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=0");
        command.add("-Dkafka.bootstrap.servers=" + bootstrapServers);
        command.add("-Dstore.directory=" + store);
        command.add("-Dtrain.device=cpu");
        // A dead consumer's partitions are given to the next one after this time, the least a broker takes.
        command.add("-Dmp.messaging.connector.smallrye-kafka.session.timeout.ms=6000");
        command.add("-Dmp.messaging.connector.smallrye-kafka.heartbeat.interval.ms=1000");
        command.addAll(List.of(options));
        command.add("-jar");
        command.add(Path.of("target", "quarkus-app", "quarkus-run.jar").toString());
        return new TrainProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(Path.of("target", log).toFile()))
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: no chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. @return the exit status */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the service did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        // Until it has ended it may write to what the test clears away.
        process.destroyForcibly().onExit().join();
    }
}
