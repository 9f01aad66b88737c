package org.e2enet.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelIndicesTest {
    /** Gaps 3, 126 and 72 after 0..3, 4..130, 131..203: bytes 03 7e 48, by hand; a gap of 128 is 80 01. */
    @Test
    void shouldEncodeGapsAsWorkedOutByHand() {
        assertEquals("A35I", KernelIndices.of(set(3, 130, 203)).encoded());
        assertEquals("gAE=", KernelIndices.of(set(128)).encoded());
        assertEquals("", KernelIndices.NONE.encoded());
    }

    @Test
    void shouldGiveBackEverySet() {
        long seed = 42;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            BitSet set = new BitSet();
            int bound = 1 << random.nextInt(1, 18);
            for (int n = random.nextInt(500); n > 0; n--) {
                set.set(random.nextInt(bound));
            }
            KernelIndices indices = KernelIndices.of(set);
            KernelIndices back = KernelIndices.decode(indices.encoded());
            assertEquals(set, back.toBitSet(), "seed " + seed + ", round " + round);
            assertEquals(indices, back);
            assertEquals(set.cardinality(), back.count());
        }
    }

    @Test
    void shouldStaySmall() {
        BitSet all = new BitSet();
        all.set(0, 102_400);

        assertTrue(KernelIndices.of(all).encoded().length() < 140_000, "one byte per index before Base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gA==", "/////w8=", "not Base64!"})
    void shouldRefuseTextThatIsNoSet(String text) {
        assertThrows(IllegalArgumentException.class, () -> KernelIndices.decode(text));
    }

    private static BitSet set(int... indices) {
        BitSet set = new BitSet();
        for (int index : indices) {
            set.set(index);
        }
        return set;
    }
}
