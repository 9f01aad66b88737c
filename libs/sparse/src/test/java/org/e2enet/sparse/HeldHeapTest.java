package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.e2enet.testkit.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * What a trainer, or a network that segments, says beforehand that it holds of the heap is what it then holds, within a factor. Measured in a program of its own, whose
 * heap no other test uses and whose collector takes all that nobody holds.
 */
class HeldHeapTest {
    /** Five that are trained and segment. */
    private static final int LINES = 10;

    /** More would refuse folds that fit. */
    private static final double MOST_OVER = 2.5;

    @Test
    void shouldKnowBeforehandWhatTrainerAndNetworkHoldOfTheHeap() throws Exception {
        List<String> printed = Program.run(
                HeldHeap.class,
                List.of(
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:-DisableExplicitGC"));

        assertEquals(LINES, printed.size(), printed::toString);
        assertAll(printed.stream().map(HeldHeapTest::isTold));
    }

    /** @param line name, bytes told, bytes held */
    private static Executable isTold(String line) {
        String[] words = line.split(" ");
        long told = Long.parseLong(words[1]);
        long held = Long.parseLong(words[2]);
        return () -> {
            assertTrue(held > 0 && held <= told, line);
            assertTrue(told <= MOST_OVER * held, line);
        };
    }
}
