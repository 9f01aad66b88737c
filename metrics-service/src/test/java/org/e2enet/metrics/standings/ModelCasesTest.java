package org.e2enet.metrics.standings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.e2enet.history.CaseMean;
import org.junit.jupiter.api.Test;

class ModelCasesTest {
    @Test
    void shouldLeaveUndefinedCasesOut() {
        ModelCases model =
                new ModelCases("m", List.of(new CaseMean("m", "a", null, null), new CaseMean("m", "b", 0.8, 0.7)));

        assertEquals(Set.of("b"), model.definedScans());
        assertEquals(0.8, model.dice("b").orElseThrow());
        assertTrue(model.dice("a").isEmpty());
        assertTrue(model.dice("unknown").isEmpty());
    }
}
