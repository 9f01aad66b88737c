package org.e2enet.edge.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.MediaType;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {
    /** Statuses are asked for codes that services know, which these are not. */
    private final ProblemMapper mapper = new ProblemMapper(null);

    @Test
    void shouldTakeAHeaderThatCannotBeReadForTheCallersMistake() {
        var nonsense = assertThrows(IllegalArgumentException.class, () -> MediaType.valueOf("nonsense"));

        Problem problem = (Problem) mapper.unforeseen(nonsense).getEntity();

        assertEquals(400, problem.status());
        assertEquals("EDG-104", problem.code());
    }

    @Test
    void shouldTakeWhatServicesThrowForAnErrorOfOurs() {
        Problem problem =
                (Problem) mapper.unforeseen(new IllegalArgumentException("Doe")).getEntity();

        assertEquals(500, problem.status());
        assertEquals("EDG-901", problem.code());
    }
}
