package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What 2,000 steps and 20 topology updates take they give back. Measured as live bytes per step in a program of its own, whose heap no
 * other test uses; tensors lie outside the heap, all in one piece that is taken once.
 */
class TrainingMemoryTest {
    private static final int STEPS_BETWEEN_LOOKS = 50;
    private static final int LOOKS = 40;
    /** Enough to see that something is lost. */
    private static final int FEW_LOOKS = 8;
    /** The smallest gradient that a step could forget: one channel of the deepest level. */
    private static final int SMALLEST_BYTES = 4 * 4 * 4 * Float.BYTES;

    @TempDir
    Path directory;

    /** A lost tensor is looked for in the same process: in a cold one the compiler's own objects come and go. */
    @Test
    void shouldGiveBackWhatThousandsOfStepsTookAndSeeASingleLostTensorPerStep() throws Exception {
        List<Look> looks = run(LOOKS + FEW_LOOKS, FEW_LOOKS, SMALLEST_BYTES);

        List<Look> warm = looks.subList(LOOKS / 4, LOOKS);
        assertEquals(1, warm.stream().mapToInt(Look::threads).distinct().count(), () -> "threads: " + looks);
        double lost = lostBytesPerStep(warm);
        assertTrue(lost < SMALLEST_BYTES / 4.0, () -> lost + " bytes are lost per step: " + looks);
        double losing = lostBytesPerStep(looks.subList(LOOKS, looks.size()));
        assertEquals(SMALLEST_BYTES, losing, SMALLEST_BYTES / 4.0, looks::toString);
    }

    private record Look(int step, long usedBytes, int threads) {}

    private List<Look> run(int looks, int losingLooks, int lostBytesPerStep) throws IOException, InterruptedException {
        Path output = directory.resolve("looks.txt");
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingLoop.class.getName(),
                        String.valueOf(STEPS_BETWEEN_LOOKS),
                        String.valueOf(looks),
                        String.valueOf(losingLooks),
                        String.valueOf(lostBytesPerStep))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> text(errors));
        return Files.readAllLines(output).stream()
                .map(line -> line.split(" "))
                .map(word -> new Look(Integer.parseInt(word[0]), Long.parseLong(word[1]), Integer.parseInt(word[2])))
                .toList();
    }

    /** The median slope of all pairs of looks (Theil and Sen): what comes and goes now and then does not move it. */
    private static double lostBytesPerStep(List<Look> looks) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            for (int j = i + 1; j < looks.size(); j++) {
                long grown = looks.get(j).usedBytes() - looks.get(i).usedBytes();
                slopes.add((double) grown / (looks.get(j).step() - looks.get(i).step()));
            }
        }
        return slopes.stream().sorted().skip(slopes.size() / 2).findFirst().orElseThrow();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
