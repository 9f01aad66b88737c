package org.e2enet.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the budget lends can be had, in a process of its own: one that were lent too much would run out of memory. */
class LargeArraysTest {
    private static final long HEAP_BYTES = 384L << 20;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"-XX:+UseSerialGC", "-XX:+UseSerialGC -XX:NewRatio=7", "-XX:+UseParallelGC", "-XX:+UseG1GC"})
    void shouldLendNoMoreThanOneArrayCanTake(String collector) throws Exception {
        assertTrue(lent(collector) >= HEAP_BYTES / 3, "worth having");
    }

    @Test
    void shouldCountTheOldGenerationAlone() throws Exception {
        long third = HEAP_BYTES / 3;

        assertEquals(2 * third - (64L << 20), lent("-XX:+UseSerialGC"), 1 << 20);
        assertEquals(HEAP_BYTES / 8 * 7 - (64L << 20), lent("-XX:+UseSerialGC -XX:NewRatio=7"), 1 << 20);
    }

    private long lent(String collector) throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (HEAP_BYTES >> 20) + "m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName());
        List<String> flagged = new ArrayList<>(command);
        flagged.addAll(1, List.of(collector.split(" ")));
        // A JVM may say something there that is no figure, such as which options the environment has.
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder(flagged)
                .redirectError(errors.toFile())
                .redirectOutput(out.toFile())
                .start();

        assertEquals(0, process.waitFor(), () -> text(errors));
        return Long.parseLong(text(out).strip());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    /** Takes all that is lent, as one array and as several. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            long lent = MemoryBudget.ofHeap().heapBytes();
            hold(lent, 1);
            hold(lent, 3);
            System.out.println(lent);
        }

        private static void hold(long bytes, int arrays) {
            List<byte[]> held = IntStream.range(0, arrays)
                    .mapToObj(_ -> new byte[Math.toIntExact(bytes / arrays)])
                    .toList();
            Reference.reachabilityFence(held);
        }
    }
}
