package org.e2enet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.distance.Lattice;
import org.e2enet.scoring.evaluation.AbsentClassPolicy;
import org.e2enet.scoring.evaluation.CaseScore;
import org.e2enet.scoring.evaluation.CaseScorer;
import org.e2enet.scoring.evaluation.LabelGrid;
import org.e2enet.scoring.evaluation.ScoringRules;
import org.e2enet.scoring.paper.PublishedTable;
import org.e2enet.scoring.statistics.Friedman;
import org.e2enet.scoring.statistics.SignedRank;
import org.e2enet.scoring.surface.HausdorffVariant;
import org.e2enet.scoring.surface.NsdVariant;
import org.e2enet.scoring.tradeoff.Alphas;
import org.e2enet.scoring.tradeoff.Method;
import org.e2enet.scoring.tradeoff.TradeOff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is given ends in a clear error or in the named policy; never in NaN, never in a silent 0. */
class BadInputTest {
    static List<Arguments> refused() {
        return List.of(
                refusal("grids of other sizes", "SCO-105", () -> score(grid(2), grid(3), List.of(1))),
                refusal("zero spacing", "IMG-152", () -> new Lattice(2, 2, 2, 0, 1, 1)),
                refusal("tolerance below 0", "SCO-103", () -> rules(-1)),
                refusal("tolerance that is no number", "SCO-103", () -> rules(Double.NaN)),
                refusal("class that cannot be", "SCO-102", () -> score(grid(2), grid(2), List.of(0))),
                refusal("class named twice", "SCO-102", () -> score(grid(2), grid(2), List.of(1, 1))),
                refusal("NaN among published figures", "SCO-131", () -> published(Double.NaN, "m", "n")),
                refusal("one method twice", "SCO-131", () -> published(1.0, "m", "m")),
                refusal("mDice that is no number", "SCO-112", () -> new Method("m", Double.NaN, 1, 1)),
                refusal("no comparison set", "SCO-111", () -> TradeOff.within(List.of(), Alphas.PAPER)),
                refusal(
                        "one model to rank",
                        "SCO-121",
                        () -> Friedman.test(List.of("m"), new double[][] {{1}, {1}}, 0.05)),
                refusal("cases on one side", "SCO-121", () -> SignedRank.test(new double[] {1, 2}, new double[] {1})),
                refusal(
                        "NaN among scores",
                        "SCO-121",
                        () -> SignedRank.test(new double[] {Double.NaN}, new double[] {1})));
    }

    private static Arguments refusal(String input, String code, Executable work) {
        return Arguments.of(input, code, work);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void shouldRefuse(String input, String code, Executable work) {
        assertEquals(
                code, assertThrows(FaultException.class, work, input).fault().code());
    }

    @Test
    void shouldLeaveAClassThatIsAbsentEverywhereOutOfTheMeans() {
        LabelGrid truth = grid(2);
        truth.labels()[0] = 1;

        CaseScore score = score(truth, truth, List.of(1, 2));

        assertEquals(1.0, score.meanDice().value().orElseThrow());
        assertEquals(1, score.meanDice().undefined());
        assertEquals(true, score.classes().get(1).dice().isEmpty());
    }

    @Test
    void shouldLeaveEmptyMapsUndefined() {
        CaseScore score = score(grid(2), grid(2), List.of(1, 2, 3));

        assertEquals(true, score.meanDice().value().isEmpty());
        assertEquals("undefined (0 values, 3 undefined)", score.meanDice().toString());
        assertEquals(true, Stream.of(score.meanNsd(), score.meanHd95Mm()).allMatch(mean -> mean.value()
                .isEmpty()));
    }

    @Test
    void shouldGiveASetOfOneTheScoreItHasAgainstItself() {
        TradeOff alone = TradeOff.within(List.of(new Method("only", 80, 10, 100)), Alphas.PAPER);

        assertEquals(2.0, alone.pt("only"));
        assertEquals(List.of("only"), alone.comparisonSet());
    }

    private static PublishedTable published(double figure, String... methods) {
        return new PublishedTable(
                "t",
                "t",
                "s",
                "d",
                null,
                List.of(),
                Stream.of(methods)
                        .map(name -> new PublishedTable.Row(name, figure, null, null, null, null, null, null))
                        .toList(),
                Map.of(),
                null);
    }

    private static LabelGrid grid(int edge) {
        return new LabelGrid(new short[edge * edge * edge], new Lattice(edge, edge, edge, 1, 1, 1));
    }

    private static ScoringRules rules(double toleranceMm) {
        return new ScoringRules(
                List.of(1),
                toleranceMm,
                Map.of(),
                NsdVariant.SURFEL,
                HausdorffVariant.SURFEL_WEIGHTED,
                AbsentClassPolicy.ABSENT_IN_BOTH_UNDEFINED);
    }

    private static CaseScore score(LabelGrid truth, LabelGrid prediction, List<Integer> labels) {
        return new CaseScorer(ScoringRules.defaults(labels)).score(truth, prediction);
    }
}
