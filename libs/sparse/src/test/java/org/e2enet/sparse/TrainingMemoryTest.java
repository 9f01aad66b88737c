package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.e2enet.testkit.Look;
import org.e2enet.testkit.Program;
import org.junit.jupiter.api.Test;

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

    /** A lost tensor is looked for in the same process: in a cold one the compiler's own objects come and go. */
    @Test
    void shouldGiveBackWhatThousandsOfStepsTookAndSeeASingleLostTensorPerStep() throws Exception {
        List<Look> looks = run(LOOKS + FEW_LOOKS, FEW_LOOKS, SMALLEST_BYTES);

        List<Look> warm = looks.subList(LOOKS / 4, LOOKS);
        assertEquals(1, warm.stream().mapToInt(Look::held).distinct().count(), () -> "threads: " + looks);
        double lost = Look.lostBytesPerStep(warm);
        assertTrue(lost < SMALLEST_BYTES / 4.0, () -> lost + " bytes are lost per step: " + looks);
        double losing = Look.lostBytesPerStep(looks.subList(LOOKS, looks.size()));
        assertEquals(SMALLEST_BYTES, losing, SMALLEST_BYTES / 4.0, looks::toString);
    }

    private static List<Look> run(int looks, int losingLooks, int lostBytesPerStep) throws Exception {
        List<String> flags = List.of(
                "--add-modules=jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED");
        return Look.read(
                Program.run(TrainingLoop.class, flags, STEPS_BETWEEN_LOOKS, looks, losingLooks, lostBytesPerStep));
    }
}
