package org.e2enet.torch.training;

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
 * What a step takes it gives back: thousands of them fit where one fits. Measured as loss per step in a program of its own that
 * interprets its Java code: neither other tests nor compilers take native memory meanwhile, however busy the machine is.
 */
class FlatMemoryTest {
    private static final int STEPS_BETWEEN_LOOKS = 10;
    private static final int LOOKS = 40;
    /** One output of a convolution of the small network. */
    private static final long SMALLEST_TENSOR_BYTES = 24 << 10;

    @TempDir
    Path directory;

    @Test
    void shouldGiveBackWhatHundredsOfStepsTook() throws Exception {
        List<Look> looks = run(0);

        List<Look> warm = looks.subList(LOOKS / 4, LOOKS);
        assertEquals(
                1,
                warm.stream().mapToInt(Look::arrays).distinct().count(),
                () -> "arrays that the trainer holds: " + looks);
        double lost = lostBytesPerStep(warm);
        assertTrue(lost < SMALLEST_TENSOR_BYTES / 8.0, () -> lost + " bytes are lost per step: " + looks);
    }

    @Test
    void shouldSeeASingleLostTensorPerStep() throws Exception {
        double lost = lostBytesPerStep(run(SMALLEST_TENSOR_BYTES).subList(LOOKS / 4, LOOKS));

        assertEquals(SMALLEST_TENSOR_BYTES, lost, SMALLEST_TENSOR_BYTES / 8.0);
    }

    private record Look(int step, long usedBytes, int arrays) {}

    private List<Look> run(long lostBytesPerStep) throws IOException, InterruptedException {
        Path output = directory.resolve("looks.txt");
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xint",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StepLoop.class.getName(),
                        String.valueOf(STEPS_BETWEEN_LOOKS),
                        String.valueOf(LOOKS),
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
