package org.e2enet.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FaultTest {
    @Test
    void shouldSayCodeWhatWhereAndMendInOneLine() {
        Fault fault = new Fault("IMG-104", "spacing must be positive, got 0.0", "pixdim[3]", "Correct the header.");

        assertEquals(
                "IMG-104: spacing must be positive, got 0.0 [pixdim[3]]. Correct the header.",
                fault.exception().getMessage());
    }

    @Test
    void shouldRefuseCodesThatCannotBeCounted() {
        assertThrows(IllegalArgumentException.class, () -> new Fault("oops", "what", "where", "mend"));
    }
}
