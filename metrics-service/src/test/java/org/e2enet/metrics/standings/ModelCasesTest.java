package org.e2enet.metrics.standings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.e2enet.catalogue.Entry;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.ScoresComputed.ClassScore;
import org.junit.jupiter.api.Test;

class ModelCasesTest {
    @Test
    void shouldCountAScanPredictedTwiceAsOneCase() {
        ModelCases model = new ModelCases(
                "m", List.of(score("p1", "a", 0.5, 0.5), score("p2", "a", 0.7, 0.7), score("p3", "b", 0.9, 0.9)));

        assertEquals(Set.of("a", "b"), model.scans());
        assertEquals(0.6, model.dice("a").orElseThrow(), 1e-12);
        assertEquals(0.75, model.meanDice().value().orElseThrow(), 1e-12);
        assertEquals(2, model.meanDice().defined());
    }

    @Test
    void shouldLeaveUndefinedCasesOutOfMeansAndCountThem() {
        ModelCases model = new ModelCases("m", List.of(score("p1", "a", null, null), score("p2", "b", 0.8, 0.8)));

        assertEquals(0.8, model.meanDice().value().orElseThrow());
        assertEquals(1, model.meanDice().undefined());
        assertEquals(1, model.classMean(1, ClassScore::dice).defined());
        assertTrue(model.classFigure("a", 1, ClassScore::dice).isEmpty());
    }

    @Test
    void shouldStayUndefinedWhenNothingIsDefined() {
        ModelCases model = new ModelCases("m", List.of(score("p1", "a", null, null)));

        assertEquals(OptionalDouble.empty(), model.meanDice().value());
        assertEquals(OptionalDouble.empty(), model.nsd("unknown"));
        assertEquals(Map.of(1, "liver"), model.classNames());
    }

    private static Entry<ScoresComputed> score(String predictionId, String scanId, Double dice, Double nsd) {
        ClassScore liver = new ClassScore(1, "liver", 1, 1, 1, 1, 0, dice, nsd, 1, null, null, dice != null);
        ScoresComputed score = new ScoresComputed(
                predictionId,
                scanId,
                "m",
                "d",
                "absent-in-both-undefined",
                "surfel",
                "surfel-weighted",
                List.of(liver),
                dice,
                nsd,
                dice == null ? 0 : 1,
                0.1);
        return new Entry<>(predictionId, score, "r", Instant.EPOCH);
    }
}
