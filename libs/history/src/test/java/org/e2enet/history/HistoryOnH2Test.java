package org.e2enet.history;

import static org.e2enet.history.Samples.TRUTH;
import static org.e2enet.history.Samples.score;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On H2, as one machine has it. */
class HistoryOnH2Test extends HistoryContract {
    /** As testkit's, on which nothing here stands. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    @Override
    Database empty() {
        return open("scores");
    }

    private Database open(String name) {
        return Database.open("jdbc:h2:file:" + directory.resolve(name), "e2enet", "");
    }

    @Test
    void shouldLeaveNothingButItsFile() throws IOException {
        try (Database database = open("left")) {
            new ScoreHistory(database).keep(score("s1", "m", 0.5), TRUTH);
        }

        try (var files = Files.list(directory)) {
            assertEquals(List.of(directory.resolve("left.mv.db")), files.toList());
        }
    }

    @Test
    void shouldFindEverythingAgainAfterAKill() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.resolve("killed").toString())
                .redirectErrorStream(true)
                .start();
        int told = 0;
        try (var lines = process.inputReader()) {
            String line = lines.readLine();
            while (told < 20 && line != null) {
                told = line.matches("kept [0-9]+") ? Integer.parseInt(line.substring(5)) : told;
                line = told < 20 ? lines.readLine() : null;
            }
            process.destroyForcibly().waitFor();
        }
        int atLeast = told;
        assertEquals(20, atLeast, "the process kept scores");

        Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            try (Database database = open("killed")) {
                assertTrue(new ScoreHistory(database).scored().size() >= atLeast);
            }
        });
    }

    /** Keeps scores and says so, until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            ScoreHistory scores = new ScoreHistory(Database.open("jdbc:h2:file:" + arguments[0], "e2enet", ""));
            for (int kept = 0; ; ) {
                try {
                    scores.keep(score("s" + (kept + 1), "m", 0.5), TRUTH);
                    System.out.println("kept " + ++kept);
                } catch (FaultException away) {
                    System.out.println(
                            away.getMessage()); // a busy machine opens the file late: as the service does, again
                }
            }
        }
    }

    @Test
    void shouldRefuseASchemaNewerThanTheProgram() throws SQLException {
        try (Database database = open("newer")) {
            new ScoreHistory(database).version();
        }
        String url = "jdbc:h2:file:" + directory.resolve("newer") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        try (var connection = DriverManager.getConnection(url, "e2enet", "");
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum",
                        "installed_by", "execution_time", "success")
                    values (99, '99', 'of the future', 'SQL', 'V99__future.sql', 1, 'e2enet', 1, true)""");
        }

        try (Database database = open("newer")) {
            FaultException refusal = assertThrows(FaultException.class, database::ask);
            assertEquals("HIS-102", refusal.fault().code());
            assertTrue(refusal.fault().what().contains("99"), refusal.fault().what());
        }
    }

    @Test
    void shouldSayThatItCannotBeOpenedNow() {
        FaultException away =
                assertThrows(FaultException.class, () -> Database.open("jdbc:h2:file:/proc/no/such/place", "e2enet", "")
                        .ask());
        assertEquals("HIS-201", away.fault().code());
    }

    @Test
    void shouldKnowItsAddresses() {
        assertEquals(
                "HIS-101",
                assertThrows(FaultException.class, () -> Database.open("jdbc:mysql://host/db", "u", ""))
                        .fault()
                        .code());
    }

    @Test
    void shouldReadPagesByAnIndex() {
        try (Database database = open("plans")) {
            ScoreHistory scores = new ScoreHistory(database);
            for (int i = 0; i < 300; i++) {
                scores.keep(score("s" + i, "m" + i % 3, 0.5), TRUTH);
            }
            for (ScoreQuery.Order order : ScoreQuery.Order.values()) {
                String plan = scores.explain(Samples.query("brain", order, false, null, 10));
                assertTrue(plan.contains("index sorted"), plan);
                assertTrue(
                        List.of("score_dataset", "score_dice", "score_nsd", "score_time").stream()
                                .anyMatch(index -> plan.toLowerCase(Locale.ROOT).contains(index)),
                        plan);
            }
        }
    }
}
