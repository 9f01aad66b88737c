package org.e2enet.metrics.standings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.e2enet.history.CaseMean;
import org.e2enet.history.ClassDice;
import org.e2enet.scoring.statistics.ClassDifferences;
import org.junit.jupiter.api.Test;

class ModelCasesTest {
    @Test
    void shouldLeaveUndefinedCasesOut() {
        ModelCases model =
                new ModelCases("m", List.of(of("m", "a", null, Map.of()), of("m", "b", 0.8, Map.of(1, 0.8))));

        assertEquals(Set.of("b"), model.definedScans());
        assertEquals(0.8, model.dice("b").orElseThrow());
        assertTrue(model.dice("a").isEmpty());
        assertTrue(model.dice("unknown").isEmpty());
    }

    @Test
    void shouldTakeClassesOnTheScansWhereBothModelsDefineThem() {
        ModelCases first = new ModelCases(
                "m",
                List.of(
                        of("m", "a", 0.8, Map.of(1, 0.9, 3, 0.7)),
                        of("m", "b", 0.5, Map.of(3, 0.5)),
                        of("m", "c", 1.0, Map.of(1, 1.0))));
        ModelCases second = new ModelCases(
                "n", List.of(of("n", "a", 0.4, Map.of(2, 0.1, 3, 0.4)), of("n", "b", 0.2, Map.of(3, 0.3))));
        ClassDifferences differences = new ClassDifferences();

        first.differences(second, differences);

        assertEquals(1, differences.list().size());
        assertEquals(3, differences.list().getFirst().label());
        assertEquals(2, differences.list().getFirst().cases());
        assertEquals(0.25, differences.list().getFirst().meanDiceDifference(), 1e-12);
    }

    private static CaseMean of(String model, String scan, Double dice, Map<Integer, Double> classes) {
        return new CaseMean(model, scan, dice, dice, ClassDice.of(new TreeMap<>(classes)));
    }
}
