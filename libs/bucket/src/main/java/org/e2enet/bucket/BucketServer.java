package org.e2enet.bucket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.e2enet.ports.FreePort;

/**
 * An S3 server (s3proxy) with one bucket. Its port, and what is stored, in its folder, stay while it is stopped. Not thread safe.
 */
public final class BucketServer implements AutoCloseable {
    public static final String BUCKET = "e2enet";

    private static final Pattern LISTENS = Pattern.compile("Started .*\\{127\\.0\\.0\\.1:\\d+\\}");
    private static final long START_SECONDS = 300;

    private final Path folder;
    private final String classPath;
    private final String secret = UUID.randomUUID().toString();
    private final Path credentials;
    private final int port = FreePort.take();
    private Process process;

    private BucketServer(Path folder) throws IOException {
        this.folder = folder;
        this.classPath = ServerJars.unpacked(Files.createDirectories(folder.resolve("jars")));
        this.credentials = writeCredentials("credentials", secret);
        Files.createDirectories(files());
    }

    /** @param folder for all that the server has */
    public static BucketServer start(Path folder) {
        try {
            BucketServer server = new BucketServer(folder);
            server.start();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Keys to the bucket, in the form of {@code ~/.aws/credentials}. */
    public Path credentials() {
        return credentials;
    }

    /** What the server keeps its bucket in: a file for each key. */
    public Path files() {
        return folder.resolve("buckets").resolve(BUCKET);
    }

    /** A file of keys that open nothing. */
    public Path wrongCredentials() throws IOException {
        return writeCredentials("wrong-credentials", UUID.randomUUID().toString());
    }

    /** What must stand in no log. */
    public String secret() {
        return secret;
    }

    /** What a service has to be told to keep its store here, below a prefix. */
    public Map<String, String> settings(String prefix) {
        return Map.of(
                "store.uri", "s3://" + BUCKET + "/" + prefix,
                "store.s3.endpoint", endpoint().toString(),
                "store.s3.credentials-file", credentials.toString());
    }

    /** {@link #settings} as environment variables. */
    public Map<String, String> environment(String prefix) {
        return settings(prefix).entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> setting.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                        Map.Entry::getValue));
    }

    /** Starts the server again, where it was. */
    public void start() {
        try {
            Path settings = Files.writeString(
                    folder.resolve("server.properties"), """
                    s3proxy.endpoint=http://127.0.0.1:%d
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=tests
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.filesystem.basedir=%s
                    """.formatted(port, secret, folder.resolve("buckets")));
            process = new ProcessBuilder(command(settings))
                    .redirectErrorStream(true)
                    .start();
            awaitListening(process);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> command(Path settings) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-Dlogback.configurationFile=bucket-logback.xml",
                "-cp",
                classPath,
                BucketProcess.class.getName(),
                String.valueOf(ProcessHandle.current().pid()),
                "--properties",
                settings.toString());
    }

    private static void awaitListening(Process process) {
        CompletableFuture<Void> listening = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            StringBuilder said = new StringBuilder();
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (LISTENS.matcher(line).find()) {
                        listening.complete(null);
                    }
                    if (!listening.isDone()) {
                        said.append(line).append('\n');
                    }
                }
            } catch (IOException ended) {
                // As the process has.
            }
            listening.completeExceptionally(new IllegalStateException("the S3 server ended:\n" + said));
        });
        try {
            listening.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            process.destroyForcibly();
            throw new IllegalStateException("the S3 server does not start", failure);
        }
    }

    /** Lets the bucket be away: whoever calls is refused the connection. */
    public void stop() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private Path writeCredentials(String name, String key) throws IOException {
        return Files.writeString(folder.resolve(name), """
                [default]
                aws_access_key_id = tests
                aws_secret_access_key = %s
                """.formatted(key));
    }
}
