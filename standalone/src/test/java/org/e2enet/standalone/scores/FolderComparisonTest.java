package org.e2enet.standalone.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.standalone.E2ENet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderComparisonTest {
    private static final Path FILES = Path.of("src/test/resources/scores");
    private static final String RIGHT = "one_voxel.nii.gz";
    private static final String NOTHING = "empty.nii.gz";

    @TempDir
    private Path directory;

    @BeforeEach
    void makeFolders() throws IOException {
        for (String name : List.of("a", "b", "c", "d")) {
            put("truths", name, RIGHT);
            put("good", name, RIGHT);
            put("half", name, name.compareTo("c") < 0 ? RIGHT : NOTHING);
        }
    }

    @Test
    void shouldCompareModelsOnTheCasesThatAllHave() throws IOException {
        JsonNode answer = compare(0, "good", "half");

        assertEquals(List.of("a", "b", "c", "d"), texts(answer.path("cases")));
        assertEquals(1, answer.at("/models/0/meanDice").asDouble());
        assertEquals(0.5, answer.at("/models/1/meanDice").asDouble());
        assertTrue(answer.at("/models/1/low").asDouble() < 0.5);
        assertEquals(0.5, answer.at("/pairs/0/meanDiceDifference").asDouble());
        assertEquals(0.5, answer.at("/pairs/0/pValue").asDouble(), 1e-12, "two pairs differ, both one way: 2 of 4");
        assertEquals(1, answer.at("/pairs/0/classes/0/label").asInt());
        assertEquals(0.5, answer.at("/pairs/0/classes/0/meanDiceDifference").asDouble());
        assertEquals(1.25, answer.at("/ranks/averageRanks/0").asDouble(), 1e-12);
        assertTrue(answer.path("limits").asText().length() > 20);
    }

    @Test
    void shouldNameWhatIsNotComparedAndLeaveItOutForAll() throws IOException {
        put("truths", "e", RIGHT);
        put("good", "e", RIGHT);
        put("half", "alone", RIGHT);
        put("truths", "nothing", NOTHING);
        put("good", "nothing", NOTHING);
        put("half", "nothing", NOTHING);

        JsonNode answer = compare(1, "good", "half");

        assertEquals(4, answer.path("cases").size());
        assertEquals(List.of("e", "nothing"), texts(answer.at("/notCompared/good")));
        assertEquals(List.of("alone", "e", "nothing"), texts(answer.at("/notCompared/half")));
    }

    @Test
    void shouldSayWhenThereIsNothingToCompare() throws IOException {
        put("other", "e", RIGHT);
        put("truths", "e", RIGHT);

        assertEquals(
                1,
                call(
                        "compare",
                        "--truth",
                        folder("truths"),
                        "--prediction",
                        "good=" + folder("good"),
                        "--prediction",
                        "other=" + folder("other")));
        assertEquals(2, call("compare", "--truth", folder("truths"), "--prediction", "good=" + folder("good")));
        assertEquals(2, call("compare", "--prediction", "good=" + folder("good")));
        assertEquals(
                2,
                call(
                        "compare",
                        "--truth",
                        folder("truths"),
                        "--prediction",
                        "good=" + folder("good"),
                        "--prediction",
                        "none=" + folder("none")));
        assertEquals(2, call("compare", "--truth", folder("truths"), "--paper", "table1"));
    }

    private JsonNode compare(int status, String... models) throws IOException {
        List<String> call = new ArrayList<>(List.of("compare", "--json", "--truth", folder("truths")));
        for (String model : models) {
            call.addAll(List.of("--prediction", model + "=" + folder(model)));
        }
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertEquals(status, call(call.toArray(String[]::new)));
        } finally {
            System.setOut(before);
        }
        return new ObjectMapper().readTree(printed.toByteArray());
    }

    private static int call(String... arguments) {
        return E2ENet.commandLine().execute(arguments);
    }

    private String folder(String name) {
        return directory.resolve(name).toString();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private void put(String folder, String name, String file) throws IOException {
        Path target = Files.createDirectories(directory.resolve(folder));
        Files.copy(FILES.resolve(file), target.resolve(name + ".nii.gz"));
    }
}
