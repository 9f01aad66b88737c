package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.Program;
import org.junit.jupiter.api.Test;

/**
 * A forward of a warm network allocates its result, nothing per layer and no vector; its bits are a cold one's. Measured in a program
 * of its own with the vectors the processor has: those it has not are objects for good.
 */
class AllocationTest {
    /** Two arrays, a list and headers; one small object for each of the 40 layers would be more. */
    private static final long MAX_BYTES_BESIDE_LOGITS = 512;

    /** The compiler works beside the forwards and has its say late on a busy machine; mostly two seconds are enough. */
    @Test
    void shouldAllocateNothingButTheResult() throws Exception {
        List<String> printed = Program.run(
                WarmForwards.class,
                List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
                MAX_BYTES_BESIDE_LOGITS,
                Patience.LONG.toSeconds());

        assertEquals(1, printed.size(), printed::toString);
        long bytes = Long.parseLong(printed.getFirst());
        assertTrue(bytes <= MAX_BYTES_BESIDE_LOGITS, () -> "a forward allocates " + bytes + " bytes beside its logits");
    }
}
