package org.e2enet.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class PseudonymTest {
    @Test
    void shouldKeepOwnIdsAndHideInventedOnes() {
        String own = "0123456789abcdef0123456789abcdef";

        assertEquals(own, Pseudonym.of(own));
        assertFalse(Pseudonym.of("DOE-JOHN-19700101").contains("DOE"));
        assertEquals(Pseudonym.of("DOE-JOHN-19700101"), Pseudonym.of("DOE-JOHN-19700101"));
        assertEquals("id-".length() + 12, Pseudonym.of("DOE\nJOHN").length());
    }
}
