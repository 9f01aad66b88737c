package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.Program;
import org.junit.jupiter.api.Test;

/**
 * A warm training step allocates what it answers, nothing per layer, parameter or voxel, and no vector. Measured as a forward is
 * ({@link AllocationTest}).
 */
class StepAllocationTest {
    /** A loss of each head in two lists; one small object for each layer, forth and back, would be more. */
    private static final long MAX_BYTES = 1024;

    @Test
    void shouldAllocateNothingButTheResult() throws Exception {
        List<String> printed = Program.run(
                WarmSteps.class,
                List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
                MAX_BYTES,
                Patience.LONG.toSeconds());

        assertEquals(1, printed.size(), printed::toString);
        long bytes = Long.parseLong(printed.getFirst());
        assertTrue(bytes <= MAX_BYTES, () -> "a step allocates " + bytes + " bytes");
    }
}
