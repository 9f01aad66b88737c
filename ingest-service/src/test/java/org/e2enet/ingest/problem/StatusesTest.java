package org.e2enet.ingest.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StatusesTest {
    private final Statuses statuses = new Statuses();

    @Test
    void shouldTellWhatIsNotThereFromWhatCannotBeDoneWithIt() {
        assertEquals(OptionalInt.of(404), statuses.of("ING-119"));
        assertEquals(OptionalInt.of(422), statuses.of("ING-206"));
        assertEquals(OptionalInt.of(422), statuses.of("IMG-111"));
        assertEquals(OptionalInt.empty(), statuses.of("ING-120"));
    }
}
