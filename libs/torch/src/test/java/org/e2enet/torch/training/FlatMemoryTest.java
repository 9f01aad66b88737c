package org.e2enet.torch.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.e2enet.testkit.Look;
import org.e2enet.testkit.Program;
import org.junit.jupiter.api.Test;

/**
 * What a step takes it gives back: thousands of them fit where one fits. Measured as loss per step in a program of its own that
 * interprets its Java code: neither other tests nor compilers take native memory meanwhile, however busy the machine is.
 */
class FlatMemoryTest {
    private static final int STEPS_BETWEEN_LOOKS = 10;
    private static final int LOOKS = 40;
    /** One output of a convolution of the small network. */
    private static final long SMALLEST_TENSOR_BYTES = 24 << 10;

    @Test
    void shouldGiveBackWhatHundredsOfStepsTook() throws Exception {
        List<Look> looks = run(0);

        List<Look> warm = looks.subList(LOOKS / 4, LOOKS);
        assertEquals(
                1,
                warm.stream().mapToInt(Look::held).distinct().count(),
                () -> "arrays that the trainer holds: " + looks);
        double lost = Look.lostBytesPerStep(warm);
        assertTrue(lost < SMALLEST_TENSOR_BYTES / 8.0, () -> lost + " bytes are lost per step: " + looks);
    }

    @Test
    void shouldSeeASingleLostTensorPerStep() throws Exception {
        double lost = Look.lostBytesPerStep(run(SMALLEST_TENSOR_BYTES).subList(LOOKS / 4, LOOKS));

        assertEquals(SMALLEST_TENSOR_BYTES, lost, SMALLEST_TENSOR_BYTES / 8.0);
    }

    private static List<Look> run(long lostBytesPerStep) throws Exception {
        List<String> flags = List.of("-Xint", "-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED");
        return Look.read(Program.run(StepLoop.class, flags, STEPS_BETWEEN_LOOKS, LOOKS, lostBytesPerStep));
    }
}
