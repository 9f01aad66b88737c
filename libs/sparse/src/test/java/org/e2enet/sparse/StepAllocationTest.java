package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
        long bytes = LeastAllocation.bytes(WarmSteps.class, MAX_BYTES);

        assertTrue(bytes <= MAX_BYTES, () -> "a step allocates " + bytes + " bytes");
    }
}
