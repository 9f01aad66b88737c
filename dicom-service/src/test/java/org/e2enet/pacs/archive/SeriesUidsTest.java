package org.e2enet.pacs.archive;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesUidsTest {
    private static final String DIGITS_59 = "11111111111111111111111111111111111111111111111111111111111";

    @Test
    void shouldKnowIdentifiers() {
        assertTrue(SeriesUids.isUid("1"));
        assertTrue(SeriesUids.isUid("1.2.840.10008.5.1.4.1.1.4"));
        assertTrue(SeriesUids.isUid("2.25.0" + "1".repeat(58)));
    }

    /** Points alone lead to other places of the archive. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ".", "..", "1..2", "1.2.", "../../patients", "1.2 3", "1.2?x", "2.25.0" + DIGITS_59})
    void shouldRefuseWhatCannotStandInAnAddress(String text) {
        assertFalse(SeriesUids.isUid(text));
    }
}
