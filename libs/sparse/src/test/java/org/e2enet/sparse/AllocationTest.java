package org.e2enet.sparse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * A forward of a warm network allocates its result, nothing per layer and no vector; its bits are a cold one's. Measured in a program
 * of its own with the vectors the processor has: those it has not are objects for good.
 */
class AllocationTest {
    /** Two arrays, a list and headers; one small object for each of the 40 layers would be more. */
    private static final long MAX_BYTES_BESIDE_LOGITS = 512;

    @Test
    void shouldAllocateNothingButTheResult() throws Exception {
        long bytes = LeastAllocation.bytes(WarmForwards.class, MAX_BYTES_BESIDE_LOGITS);

        assertTrue(bytes <= MAX_BYTES_BESIDE_LOGITS, () -> "a forward allocates " + bytes + " bytes beside its logits");
    }
}
