package org.e2enet.metrics;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.e2enet.ports.FreePort;
import org.e2enet.testkit.LivingFolder;
import org.e2enet.testkit.Patience;

/**
 * A database in a process of its own, which tests can kill and start again on the same port and files: H2's server, found where the service's own
 * H2 is. Sets {@code metrics.database.url}; gives fields named {@code killDatabase} and {@code startDatabase} its switches.
 */
public final class DatabaseAside implements QuarkusTestResourceLifecycleManager {
    private final int port = FreePort.take();
    private Path folder;
    private Process server;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("database");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        startServer();
        return Map.of("metrics.database.url", "jdbc:h2:tcp://localhost:" + port + "/./scores");
    }

    private void startServer() {
        try {
            Path h2 = Path.of(Class.forName("org.h2.Driver")
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            server = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            h2.toString(),
                            "org.h2.tools.Server",
                            "-tcp",
                            "-tcpPort",
                            String.valueOf(port),
                            "-ifNotExists",
                            "-baseDir",
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("server.log").toFile())
                    .start();
        } catch (IOException | ClassNotFoundException | URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
        Awaitility.await("database server").atMost(Patience.LONG).until(this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void kill() {
        try {
            server.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void inject(TestInjector testInjector) {
        Runnable kill = this::kill;
        Runnable start = this::startServer;
        testInjector.injectIntoFields(kill, field -> field.getName().equals("killDatabase"));
        testInjector.injectIntoFields(start, field -> field.getName().equals("startDatabase"));
    }

    @Override
    public void stop() {
        kill();
        LivingFolder.remove(folder);
    }
}
