package org.e2enet.network.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.e2enet.contract.topology.KernelSet;
import org.junit.jupiter.api.Test;

class KernelMaskTest {
    /** Kernels (0, 1) and (1, 2) of 2×3. */
    private static final KernelMask MASK =
            new KernelMask(2, 3, KernelSet.of(1, 5).toBitSet());

    @Test
    void shouldReadAndWriteAByteForEachKernel() {
        assertEquals(MASK, KernelMask.ofBytes(2, 3, new byte[] {0, 1, 0, 0, 0, -7}));
        assertArrayEquals(new byte[] {0, 1, 0, 0, 0, 1}, MASK.toBytes());
        assertThrows(IllegalArgumentException.class, () -> KernelMask.ofBytes(2, 3, new byte[5]));
        assertThrows(IllegalArgumentException.class, () -> KernelMask.ofBytes(2, 3, new byte[7]));
    }

    @Test
    void shouldTellActiveKernelsByPlaceAndIndex() {
        assertTrue(MASK.isActive(1, 2));
        assertFalse(MASK.isActive(1, 1));
        assertTrue(MASK.isActive(5));
        assertEquals(2 / 6.0, MASK.density());
        assertEquals(1, KernelMask.full(4, 7).density());
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        BitSet none = new BitSet();

        assertEquals(KernelSet.MAX_KERNELS, new KernelMask(1 << 14, 1 << 14, none).kernels());
        assertThrows(IllegalArgumentException.class, () -> new KernelMask(1 << 14, (1 << 14) + 1, none));
        assertThrows(IllegalArgumentException.class, () -> new KernelMask(1 << 20, 1 << 20, none));
        assertThrows(IllegalArgumentException.class, () -> new KernelMask(0, 3, none));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new KernelMask(2, 3, KernelSet.of(6).toBitSet()))
                .getMessage();
        assertTrue(message.contains("bit 6"), message);
    }

    @Test
    void shouldBeEqualBySizeAndKernels() {
        assertEquals(MASK.hashCode(), KernelMask.ofBytes(2, 3, MASK.toBytes()).hashCode());
        assertNotEquals(MASK, new KernelMask(3, 2, MASK.active()));
        assertNotEquals(MASK, new KernelMask(2, 3, KernelSet.of(1, 4).toBitSet()));
    }
}
