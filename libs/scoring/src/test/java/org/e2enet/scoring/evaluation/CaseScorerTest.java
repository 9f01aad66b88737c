package org.e2enet.scoring.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.distance.Lattice;
import org.e2enet.scoring.GoldenMetrics;
import org.e2enet.scoring.surface.HausdorffVariant;
import org.e2enet.scoring.surface.NsdVariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseScorerTest {
    private static final List<Integer> LABELS = List.of(1, 2, 3, 4, 5, 6, 7, 8);

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldScoreEveryClassLikeTheReferences(int spacing) {
        JsonNode golden = GoldenMetrics.figures().get("cases").get(spacing);
        LabelGrid truth = GoldenMetrics.volume("gt", golden.get("spacing"));
        LabelGrid prediction = GoldenMetrics.volume("pred", golden.get("spacing"));

        CaseScore score = new CaseScorer(ScoringRules.defaults(LABELS)).score(truth, prediction);

        for (ClassScore ours : score.classes()) {
            JsonNode theirs = golden.at("/labels/" + ours.label());
            assertEquals(theirs.get("voxels_gt").asLong(), ours.voxelsTruth());
            assertEquals(theirs.get("voxels_pred").asLong(), ours.voxelsPrediction());
            assertSame(theirs.get("dice"), ours.dice());
            assertSame(theirs.at("/deepmind/nsd@1"), ours.nsd());
            assertSame(theirs.at("/deepmind/robust_hd95"), ours.hd95Mm());
            assertSame(theirs.at("/deepmind/robust_hd100"), ours.hdMm());
        }
        assertEquals(7, score.meanDice().defined());
        assertEquals(1, score.meanDice().undefined());
        assertEquals(5, score.meanHd95Mm().defined());
    }

    /** Numbers must agree; the references' nan and inf are our 'undefined'. */
    private static void assertSame(JsonNode golden, OptionalDouble ours) {
        assertEquals(golden.isNumber(), ours.isPresent(), golden + " against " + ours);
        ours.ifPresent(value -> assertEquals(golden.asDouble(), value, 1e-9));
    }

    @Test
    void shouldMixVariantsByName() {
        JsonNode golden = GoldenMetrics.figures().get("cases").get(1);
        ScoringRules rules = new ScoringRules(
                List.of(5),
                1,
                Map.of(5, 2.0),
                NsdVariant.named("surfel"),
                HausdorffVariant.named("pooled"),
                AbsentClassPolicy.named("absent-in-both-undefined"));

        ClassScore score = new CaseScorer(rules)
                .score(
                        GoldenMetrics.volume("gt", golden.get("spacing")),
                        GoldenMetrics.volume("pred", golden.get("spacing")))
                .classes()
                .getFirst();

        assertEquals(2.0, score.toleranceMm());
        assertEquals(
                golden.at("/labels/5/deepmind/nsd@2").asDouble(), score.nsd().orElseThrow(), 1e-9);
        assertEquals(
                golden.at("/labels/5/repo_evaluator_hd95").asDouble(),
                score.hd95Mm().orElseThrow(),
                1e-9);
    }

    @Test
    void shouldReportTheFalsePositiveVolumeOfAnAbsentClass() {
        Lattice lattice = new Lattice(4, 1, 1, 2, 3, 5);
        LabelGrid truth = new LabelGrid(new short[] {1, 1, 0, 0}, lattice);
        LabelGrid prediction = new LabelGrid(new short[] {0, 1, 1, 2}, lattice);

        List<ClassScore> scores = new CaseScorer(ScoringRules.defaults(List.of(1, 2)))
                .score(truth, prediction)
                .classes();

        assertEquals(30, scores.get(0).falsePositiveMm3());
        assertEquals(60, scores.get(0).truthMm3());
        assertEquals(0.5, scores.get(0).dice().orElseThrow());
        assertEquals(30, scores.get(1).falsePositiveMm3());
        assertEquals(0.0, scores.get(1).nsd().orElseThrow());
        assertTrue(scores.get(1).hdMm().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void shouldJudgeAbsentClassesByTheNamedPolicy(AbsentClassPolicy policy) {
        Lattice lattice = new Lattice(2, 1, 1, 1, 1, 1);
        ScoringRules rules = new ScoringRules(
                List.of(1, 2, 3), 1, Map.of(), NsdVariant.SURFEL, HausdorffVariant.SURFEL_WEIGHTED, policy);

        // 1 in truth only, 2 in prediction only, 3 nowhere.
        CaseScore score = new CaseScorer(rules)
                .score(new LabelGrid(new short[] {1, 0}, lattice), new LabelGrid(new short[] {0, 2}, lattice));

        List<OptionalDouble> dice =
                score.classes().stream().map(ClassScore::dice).toList();
        OptionalDouble none = OptionalDouble.empty();
        OptionalDouble zero = OptionalDouble.of(0);
        assertEquals(
                switch (policy) {
                    case ABSENT_IN_BOTH_UNDEFINED -> List.of(zero, zero, none);
                    case ABSENT_IN_BOTH_PERFECT -> List.of(zero, zero, OptionalDouble.of(1));
                    case ABSENT_IN_TRUTH_UNDEFINED -> List.of(zero, none, none);
                },
                dice);
        assertEquals(policy, score.policy());
    }

    @Test
    void shouldLeaveTheMeanUndefinedWhenNothingIsDefined() {
        Lattice lattice = new Lattice(2, 1, 1, 1, 1, 1);
        LabelGrid empty = new LabelGrid(new short[2], lattice);

        Mean mean = new CaseScorer(ScoringRules.defaults(List.of(1, 2)))
                .score(empty, empty)
                .meanDice();

        assertTrue(mean.value().isEmpty());
        assertEquals(2, mean.undefined());
        assertEquals("undefined (0 values, 2 undefined)", mean.toString());
    }

    @Test
    void shouldFindAVolumeEqualToItself() {
        JsonNode golden = GoldenMetrics.figures().get("cases").get(1);
        LabelGrid truth = GoldenMetrics.volume("gt", golden.get("spacing"));

        CaseScore score = new CaseScorer(ScoringRules.defaults(truth.classes())).score(truth, truth);

        assertEquals(1.0, score.meanDice().value().orElseThrow());
        assertEquals(1.0, score.meanNsd().value().orElseThrow(), 1e-12);
        assertEquals(0.0, score.meanHd95Mm().value().orElseThrow());
    }

    @Test
    void shouldNotDependOnWhichVolumeIsTheTruth() {
        JsonNode golden = GoldenMetrics.figures().get("cases").get(0);
        LabelGrid one = GoldenMetrics.volume("gt", golden.get("spacing"));
        LabelGrid other = GoldenMetrics.volume("pred", golden.get("spacing"));
        CaseScorer scorer = new CaseScorer(ScoringRules.defaults(LABELS));

        CaseScore there = scorer.score(one, other);
        CaseScore back = scorer.score(other, one);

        IntStream.range(0, LABELS.size()).forEach(i -> {
            assertEquals(there.classes().get(i).dice(), back.classes().get(i).dice());
            assertEquals(
                    there.classes().get(i).nsd().orElse(-1),
                    back.classes().get(i).nsd().orElse(-1),
                    1e-12);
            assertEquals(there.classes().get(i).hd95Mm(), back.classes().get(i).hd95Mm());
        });
    }

    @Test
    void shouldLeaveACaseWithoutClassesToThePolicy() {
        LabelGrid empty = new LabelGrid(new short[8], new Lattice(2, 2, 2, 1, 1, 1));

        CaseScore undefined = new CaseScorer(ScoringRules.defaults(List.of())).score(empty, empty);
        assertEquals(List.of(), undefined.classes());
        assertTrue(undefined.meanDice().value().isEmpty());
        assertTrue(undefined.meanNsd().value().isEmpty());

        ScoringRules rules = new ScoringRules(
                List.of(),
                1,
                Map.of(),
                NsdVariant.SURFEL,
                HausdorffVariant.SURFEL_WEIGHTED,
                AbsentClassPolicy.ABSENT_IN_BOTH_PERFECT);
        CaseScore perfect = new CaseScorer(rules).score(empty, empty);
        assertEquals(1, perfect.meanDice().value().orElseThrow());
        assertEquals(1, perfect.meanNsd().value().orElseThrow());
        assertEquals(0, perfect.meanHd95Mm().value().orElseThrow());
        assertEquals(0, perfect.meanDice().defined());
    }

    @Test
    void shouldNameWhatIsWrongWithTheInput() {
        Lattice two = new Lattice(2, 1, 1, 1, 1, 1);
        LabelGrid volume = new LabelGrid(new short[2], two);
        LabelGrid turned = new LabelGrid(new short[2], new Lattice(1, 2, 1, 1, 1, 1));
        CaseScorer scorer = new CaseScorer(ScoringRules.defaults(List.of(1)));

        assertEquals("SCO-105", code(() -> scorer.score(volume, turned)));
        assertEquals("SCO-104", code(() -> new LabelGrid(new short[3], two)));
        assertEquals("SCO-102", code(() -> ScoringRules.defaults(List.of(1, 1))));
        assertEquals("SCO-102", code(() -> ScoringRules.defaults(List.of(0))));
        assertEquals(
                "SCO-103",
                code(() -> new ScoringRules(
                        List.of(1),
                        Double.NaN,
                        Map.of(),
                        NsdVariant.SURFEL,
                        HausdorffVariant.POOLED,
                        AbsentClassPolicy.ABSENT_IN_BOTH_PERFECT)));
        assertEquals("SCO-101", code(() -> NsdVariant.named("surfels")));
        assertEquals("SCO-101", code(() -> HausdorffVariant.named("")));
        assertFalse(scorer.score(volume, volume).classes().getFirst().defined());
    }

    private static String code(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(FaultException.class, executable).fault().code();
    }
}
