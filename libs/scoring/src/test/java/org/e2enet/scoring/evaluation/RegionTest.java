package org.e2enet.scoring.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.distance.Lattice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
    private static final ScoringRules RULES = ScoringRules.defaults(List.of(1, 2, 3));

    private static LabelGrid row(int... labels) {
        short[] values = new short[labels.length];
        for (int i = 0; i < labels.length; i++) {
            values[i] = (short) labels[i];
        }
        return new LabelGrid(values, new Lattice(labels.length, 1, 1, 2, 1, 1));
    }

    @Test
    void shouldNotMindWhichClassOfTheRegionAVoxelHas() {
        LabelGrid truth = row(0, 1, 2, 3, 0, 4);
        LabelGrid prediction = row(0, 3, 1, 2, 2, 4);

        ClassScore score = new Region("whole", List.of(1, 2, 3)).score(truth, prediction, RULES);

        assertEquals(6 / 7d, score.dice().orElseThrow(), 1e-12);
        assertEquals(3, score.voxelsTruth());
        assertEquals(4, score.voxelsPrediction());
        assertEquals(8, score.predictionMm3());
    }

    @Test
    void shouldJudgeARegionThatIsNowhereByThePolicy() {
        ClassScore score = new Region("core", List.of(9)).score(row(0, 1, 2), row(0, 1, 1), RULES);

        assertTrue(score.dice().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 40000, 2})
    void shouldRefuseImpossibleClasses(int label) {
        FaultException failure = assertThrows(FaultException.class, () -> new Region("core", List.of(2, label)));

        assertEquals("SCO-106", failure.fault().code());
        assertTrue(failure.fault().what().contains("core"));
    }
}
