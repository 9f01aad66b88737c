package org.e2enet.standalone.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.standalone.E2ENet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void shouldShowThePapersFiguresBesideOnesOwn() throws Exception {
        Path own = directory.resolve("own.json");
        Files.writeString(
                own,
                "{\"models\": [{\"name\": \"mine\", \"mDicePercent\": 88, \"paramsM\": 9, \"flopsG\": 700, \"mNsdPercent\": 80}]}");
        Path sweep = directory.resolve("sweep.svg");

        assertEquals(
                0,
                run("compare", "--paper", "table1", "--file", own.toString(), "--sweep", sweep.toString(), "--json"));

        JsonNode answer = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
        assertEquals(14, answer.path("rows").size());
        assertEquals("1.07", answer.at("/rows/0/printed").asText());
        assertEquals(64.2, answer.at("/rows/0/mNsdPercent").asDouble());
        assertEquals("mine", answer.at("/rows/13/name").asText());
        assertEquals(
                88 / 90.5 + 0.5 * (7.64 / 9 + 391.03 / 700),
                answer.at("/rows/13/pt").asDouble(),
                1e-12);
        assertTrue(Files.readString(sweep).contains("mine"));
    }

    @Test
    void shouldNameTheRowThatThePaperRoundsOtherwise() {
        assertEquals(0, run("compare", "--paper", "table7"));

        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("nnUNet †: Eq. (7) gives 1.303, printed 1.31"), text);
        assertTrue(text.contains("Source: E2ENet"), text);
    }

    @Test
    void shouldShowTablesWithoutCosts() {
        assertEquals(0, run("compare", "--paper", "table6"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("87.80"), out::toString);
    }

    @Test
    void shouldRefuseTablesThatAreNot() {
        assertEquals(1, run("compare", "--paper", "table3"));
        assertEquals(2, run("compare"));
    }

    private int run(String... call) {
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return E2ENet.commandLine().execute(call);
        } finally {
            System.setOut(before);
        }
    }
}
