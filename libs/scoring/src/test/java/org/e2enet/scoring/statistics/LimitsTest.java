package org.e2enet.scoring.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void shouldSayThatFiveCasesCannotShowAnything() {
        Limits five = Limits.of(5, 0.05);

        assertEquals(0.0625, five.smallestPValue(), 1e-12);
        assertNull(five.smallestEffect());
        assertTrue(five.sentence().contains("no difference can be shown"), five.sentence());
        assertEquals(1, Limits.of(1, 0.05).smallestPValue());
    }

    @Test
    void shouldSayWhichDifferencesAreMissed() {
        // (1.95996 + 0.84162) / sqrt(30 * 3 / pi) = 0.52343
        Limits thirty = Limits.of(30, 0.05);

        assertEquals(0.52343, thirty.smallestEffect(), 1e-4);
        assertTrue(thirty.sentence().contains("less than 0.52 standard deviations"), thirty.sentence());
    }

    @Test
    void shouldRefuseNoCases() {
        assertEquals(
                "SCO-121",
                assertThrows(FaultException.class, () -> Limits.of(0, 0.05))
                        .fault()
                        .code());
    }
}
