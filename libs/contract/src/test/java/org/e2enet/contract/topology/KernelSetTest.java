package org.e2enet.contract.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;

class KernelSetTest {
    @Test
    void shouldReadTheFormThatWasAlwaysWritten() {
        assertEquals(KernelSet.of(3, 130, 203), KernelSet.parse("A35I"));
        assertEquals("A35I", KernelSet.of(3, 130, 203).encode());
        assertEquals(KernelSet.EMPTY, KernelSet.parse(""));
    }

    @Test
    void shouldWriteOneBitPerKernelWhereThatIsShorter() {
        // 0b1101 = 13, 0b1 = 1
        assertEquals("#DQE=", KernelSet.of(0, 2, 3, 8).encode());
        assertEquals(KernelSet.of(0, 2, 3, 8), KernelSet.parse("#DQE="));
    }

    @Test
    void shouldRefuseWhatIsNoSet() {
        assertEquals(
                "NET-401",
                assertThrows(FaultException.class, () -> KernelSet.parse("#!"))
                        .fault()
                        .code());
        assertEquals(
                "NET-401",
                assertThrows(FaultException.class, () -> KernelSet.parse("gA=="))
                        .fault()
                        .code());
    }

    @Property
    void shouldReadWhatItWroteAndKeepItsBound(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60_000) int kernels,
            @ForAll @DoubleRange(min = 0, max = 1) double density) {
        Random random = new Random(seed);
        BitSet bits = new BitSet();
        for (int kernel = 0; kernel < kernels; kernel++) {
            if (random.nextDouble() < density) {
                bits.set(kernel);
            }
        }
        KernelSet set = KernelSet.of(bits);
        String text = set.encode();
        assertEquals(set, KernelSet.parse(text));
        assertTrue(
                text.length() <= KernelSet.longestForm(set.size(), kernels),
                () -> text.length() + " for " + set.size() + " of " + kernels);
    }
}
