package org.e2enet.standalone.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.e2enet.bucket.BucketServer;
import org.e2enet.standalone.E2ENet;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole installation as a hospital runs it, under faults: TLS, users at the broker, the store in a bucket, scores in PostgreSQL.
 * Runs with {@code -Dpeers.guarded=true}.
 */
@Tag("peers")
@EnabledIfSystemProperty(named = "peers.guarded", matches = "true")
class GuardedChaosPeersIT {
    private static final int SCANS = 30;

    /** Only a run that hangs takes it. */
    private static final long PATIENCE_MINUTES = 45;

    private static final String PASSWORD = UUID.randomUUID().toString();

    @TempDir
    private Path folder;

    @Test
    void shouldBalanceAsAnOpenOne() throws Exception {
        Path data = folder.resolve("data");
        Path words = folder.resolve("words");
        Path answer = folder.resolve("answer.json");
        try (BucketServer bucket = BucketServer.start(folder.resolve("s3"));
                EmbeddedPostgres database = database()) {
            ProcessBuilder command = command(data).redirectError(words.toFile()).redirectOutput(answer.toFile());
            command.environment().putAll(bucket.environment("chaos"));
            command.environment().put("METRICS_DATABASE_URL", database.getJdbcUrl("postgres", "postgres"));
            command.environment().put("METRICS_DATABASE_USER", "postgres");
            command.environment().put("METRICS_DATABASE_PASSWORD", PASSWORD);

            int status = run(command);

            assertEquals(0, status, () -> text(words));
            assertTrue(Files.isDirectory(bucket.files().resolve("chaos/objects")), "the store is in the bucket");
            assertNoneIn(data.resolve("logs"), Set.of(bucket.secret(), PASSWORD));
        }
        JsonNode report = new ObjectMapper().readTree(answer.toFile());
        assertTrue(report.path("balanced").asBoolean(), report::toPrettyString);
        assertEquals(SCANS, report.at("/ledger/requests").asInt());
        Set<String> inflicted = StreamSupport.stream(report.path("disturbances").spliterator(), false)
                .map(each -> each.path("disturbance").asText())
                .collect(Collectors.toSet());
        assertTrue(
                inflicted.containsAll(List.of("bucket-away", "bucket-busy", "database-away", "broker-restart")),
                inflicted::toString);
        assertFalse(Files.exists(data.resolve("store/objects")), "nor anywhere else");
    }

    /** As {@code ./e2enet} starts it. */
    private static ProcessBuilder command(Path data) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-XX:ObjectAlignmentInBytes=64",
                "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
                "-XX:+UseSerialGC",
                "-De2enet.home=" + Path.of("..").toAbsolutePath().normalize(),
                "-cp",
                System.getProperty("java.class.path"),
                E2ENet.class.getName(),
                "bench",
                "chaos",
                "--guarded",
                "--scans",
                String.valueOf(SCANS),
                "--data",
                data.toString(),
                "--json");
    }

    private static int run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        try {
            assertTrue(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "it does not end");
            return process.exitValue();
        } finally {
            // Its services end by themselves when it has.
            process.destroyForcibly();
        }
    }

    /** One that asks for the password. */
    private EmbeddedPostgres database() throws Exception {
        Path files = folder.resolve("pg");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(files)
                .setPGStartupWait(Patience.LONG)
                .start();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter user postgres password '" + PASSWORD + "'");
            Files.writeString(files.resolve("pg_hba.conf"), "host all all all scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        } catch (Exception failure) {
            server.close();
            throw failure;
        }
        return server;
    }

    private static void assertNoneIn(Path logs, Set<String> secrets) throws IOException {
        try (var files = Files.list(logs)) {
            List<Path> all = files.toList();
            assertFalse(all.isEmpty(), "no logs");
            for (Path log : all) {
                String text = text(log);
                assertFalse(secrets.stream().anyMatch(text::contains), () -> "a secret stands in " + log);
                assertFalse(text.contains("password=\""), () -> "a login stands in " + log);
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
