package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapShareTest {
    private static final long GIB = 1L << 30;

    @Test
    void shouldTakeAShareBetweenItsBounds() {
        HeapShare share = new HeapShare(25, 512, 4096);

        assertEquals(512, share.of(GIB));
        assertEquals(2048, share.of(8 * GIB));
        assertEquals(4096, share.of(64 * GIB));
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 16, 24, 64, 256})
    void shouldLeaveMemoryOutsideOfTheHeapsOfAllServices(long memoryGiB) {
        long heapsMiB = Arrays.stream(ServiceKind.values())
                .mapToLong(service -> service.heapMiB(memoryGiB * GIB))
                .sum();

        assertTrue(heapsMiB <= memoryGiB * 1024 * 85 / 100, heapsMiB + " MiB of " + memoryGiB + " GiB");
    }
}
