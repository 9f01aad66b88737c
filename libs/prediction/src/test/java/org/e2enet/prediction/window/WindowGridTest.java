package org.e2enet.prediction.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.testkit.Golden;
import org.junit.jupiter.api.Test;

class WindowGridTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldPlaceWindowsWhereTheReferenceDoes() throws IOException {
        JsonNode cases;
        try (InputStream golden = Golden.open("slide.json")) {
            cases = JSON.readTree(golden).get("steps");
        }
        assertEquals(10, cases.size());
        for (JsonNode one : cases) {
            WindowGrid grid = WindowGrid.of(
                    size(one.get("image")),
                    size(one.get("patch")),
                    one.get("step").asDouble());
            JsonNode wanted = one.get("steps");
            assertEquals(integers(wanted.get(0)), grid.depth(), one::toString);
            assertEquals(integers(wanted.get(1)), grid.height(), one::toString);
            assertEquals(integers(wanted.get(2)), grid.width(), one::toString);
        }
    }

    @Test
    void shouldCoverEveryVoxelOfEveryAxis() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int patch = 1 + random.nextInt(60);
            int size = patch + random.nextInt(200);
            double step = 0.05 + 0.95 * random.nextDouble();
            List<Integer> starts =
                    WindowGrid.of(Size3.cube(size), Size3.cube(patch), step).depth();
            String of = "seed " + seed + ", size " + size + ", patch " + patch + ", step " + step + ": " + starts;
            assertEquals(0, starts.getFirst(), of);
            assertEquals(size - patch, starts.getLast(), of);
            for (int i = 1; i < starts.size(); i++) {
                int gap = starts.get(i) - starts.get(i - 1);
                assertTrue(gap >= 0 && gap <= patch, of);
            }
        }
    }

    @Test
    void shouldRefuseImageSmallerThanPatch() {
        assertThrows(IllegalArgumentException.class, () -> WindowGrid.of(Size3.cube(15), Size3.cube(16), 0.5));
    }

    @Test
    void shouldRefuseStepThatLeavesGaps() {
        assertThrows(IllegalArgumentException.class, () -> WindowGrid.of(Size3.cube(40), Size3.cube(16), 1.5));
    }

    static Size3 size(JsonNode node) {
        return Size3.of(integers(node));
    }

    private static List<Integer> integers(JsonNode node) {
        List<Integer> integers = new ArrayList<>();
        node.forEach(value -> integers.add(value.asInt()));
        return integers;
    }
}
