package org.e2enet.network.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class XoshiroTest {
    @Test
    void shouldDrawTheNumbersOfThePublishedAlgorithm() {
        // By hand from state 1, 2, 3, 4: rotl(1 + 4, 23) + 1 = 5·2^23 + 1; then s = 7, 0, 262146, 6·2^45:
        // rotl(7 + 6·2^45, 23) + 7 = 7·2^23 + 6·2^(45+23-64) + 7 = 58720256 + 96 + 7.
        Xoshiro random =
                Xoshiro.ofState("0000000000000001" + "0000000000000002" + "0000000000000003" + "0000000000000004");

        assertEquals(41943041L, random.nextLong());
        assertEquals(58720359L, random.nextLong());
    }

    @Test
    void shouldGoOnFromItsStateAsIfNeverInterrupted() {
        Xoshiro random = Xoshiro.of(7);
        for (int i = 0; i < 1001; i++) {
            random.nextGaussian();
        }
        Xoshiro resumed = Xoshiro.ofState(random.state());

        for (int i = 0; i < 1000; i++) {
            assertEquals(random.nextGaussian(), resumed.nextGaussian());
            assertEquals(random.nextInt(1 + i), resumed.nextInt(1 + i));
        }
    }

    @Test
    void shouldGiveEachPurposeAStreamOfItsOwn() {
        assertNotEquals(
                Xoshiro.of(1, "weights").nextLong(), Xoshiro.of(1, "topology").nextLong());
        assertNotEquals(
                Xoshiro.of(1, "weights").nextLong(), Xoshiro.of(2, "weights").nextLong());
        assertEquals(
                Xoshiro.of(1, "weights").nextLong(), Xoshiro.of(1, "weights").nextLong());
    }

    @Test
    void shouldRefuseStatesThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> Xoshiro.ofState("0".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> Xoshiro.ofState("12"));
        assertThrows(IllegalArgumentException.class, () -> Xoshiro.ofState("x".repeat(64)));
    }
}
