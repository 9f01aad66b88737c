package org.e2enet.scoring.tradeoff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.faults.FaultException;
import org.e2enet.scoring.paper.PublishedTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paper's printed PT scores are held by PublishedTableTest. */
class TradeOffTest {
    @Test
    void shouldKeepE2eNetAheadOverTheWholeSweepOfFigure8() {
        List<Alphas> alphas = new ArrayList<>();
        for (double ratio = 0.1; ratio <= 20; ratio *= 1.3) {
            alphas.add(new Alphas(ratio * 0.5, 0.5));
        }

        for (TradeOff tradeOff : TradeOff.sweep(methods("table1"), alphas)) {
            double best = tradeOff.scores().stream()
                    .filter(score -> !score.name().startsWith("E2ENet"))
                    .mapToDouble(TradeOff.Score::pt)
                    .max()
                    .orElseThrow();
            assertTrue(tradeOff.pt("E2ENet* (s=0.9)") > best, tradeOff.alphas().toString());
        }
    }

    @Test
    void shouldCarryTheComparisonSetAndTheWeights() {
        TradeOff tradeOff = TradeOff.within(methods("table2"), Alphas.PAPER);

        assertEquals(
                List.of("UNet++", "nnUNet", "E2ENet (s=0.7)", "E2ENet (s=0.8)", "E2ENet (s=0.9)"),
                tradeOff.comparisonSet());
        assertEquals(Alphas.PAPER, tradeOff.alphas());
        assertEquals(74.5, tradeOff.mDiceMax());
        assertEquals(7.63, tradeOff.paramsMin());
        assertEquals(494.52, tradeOff.flopsMin());
    }

    @Test
    void shouldStayDefinedWhenNoMethodHasAnyDice() {
        TradeOff tradeOff = TradeOff.within(List.of(new Method("only", 0, 1, 1)), Alphas.PAPER);

        assertEquals(1.0, tradeOff.pt("only"));
    }

    @ParameterizedTest
    @CsvSource({"NaN,1,1", "-1,1,1", "1,0,1", "1,1,Infinity"})
    void shouldRejectFiguresThatCannotBeCompared(double mDice, double params, double flops) {
        assertEquals("SCO-112", code(() -> new Method("m", mDice, params, flops)));
    }

    @Test
    void shouldRejectEmptySetsRepeatedNamesAndWeightsThatAreNone() {
        Method method = new Method("m", 1, 1, 1);
        assertEquals("SCO-111", code(() -> TradeOff.within(List.of(), Alphas.PAPER)));
        assertEquals("SCO-111", code(() -> TradeOff.within(List.of(method, method), Alphas.PAPER)));
        assertEquals("SCO-113", code(() -> new Alphas(-1, 1)));
        assertEquals("SCO-113", code(() -> new Alphas(0, 0)));
    }

    private static String code(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(FaultException.class, executable).fault().code();
    }

    private static List<Method> methods(String table) {
        return PublishedTables.find(table).orElseThrow().methods();
    }
}
