package org.e2enet.history;

import static org.e2enet.history.Samples.TRUTH;
import static org.e2enet.history.Samples.score;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on a real PostgreSQL. */
@Tag("peers")
class HistoryOnPostgresPeerTest extends HistoryContract {
    /** As testkit's, on which nothing here stands. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().setPGStartupWait(PATIENCE).start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    Database empty() throws SQLException {
        String name = "scores" + DATABASES.incrementAndGet();
        try (var connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return Database.open(server.getJdbcUrl("postgres", name), "postgres", "");
    }

    @Test
    void shouldGoOnWithoutARestartOnceTheServerIsBack(@TempDir Path data) throws IOException {
        EmbeddedPostgres first = EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("pg"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(PATIENCE)
                .start();
        int port = first.getPort();
        try (Database database = Database.open(first.getJdbcUrl("postgres", "postgres"), "postgres", "")) {
            ScoreHistory scores = new ScoreHistory(database);
            scores.keep(score("s1", "m", 0.5), TRUTH);
            first.close();

            FaultException away = assertThrows(FaultException.class, () -> scores.keep(score("s2", "m", 0.5), TRUTH));
            assertEquals("HIS-201", away.fault().code());

            try (EmbeddedPostgres second = EmbeddedPostgres.builder()
                    .setDataDirectory(data.resolve("pg"))
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(PATIENCE)
                    .start()) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertEquals(
                                0.5,
                                scores.keep(score("s2", "m", 0.5), TRUTH)
                                        .score()
                                        .meanDice()));
                assertEquals(2, scores.scored().size(), second.toString());
            }
        }
    }
}
