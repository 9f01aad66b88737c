package org.e2enet.standalone.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.FoldHistory.Update;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.scoring.figure.ConvergenceFigure.Curve;
import org.e2enet.scoring.figure.ConvergenceFigure.Point;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
    @Test
    void shouldShowTheEpochsThatMeasuredADiceAndWhereTheTopologyChanged() {
        FoldHistory history = new FoldHistory(
                "run-1",
                2,
                List.of(epoch(1, 0.25), epoch(2, null), epoch(3, 0.5)),
                List.of(update(0, 0), update(1, 10), update(2, 25)));

        Curve curve = Convergence.of(history);

        assertEquals("run-1 fold 2", curve.name());
        assertEquals(List.of(new Point(1, 0.25), new Point(3, 0.5)), curve.points());
        assertEquals(List.of(1.0, 2.5), curve.updates(), "ten steps an epoch; update 0 is the start");
    }

    @Test
    void shouldShowNothingOfAFoldThatHasToldNothing() {
        Curve curve = Convergence.of(FoldHistory.empty("run-1", 0));

        assertEquals(List.of(), curve.points());
        assertEquals(List.of(), curve.updates());
    }

    private static TrainingProgressed epoch(int number, Double dice) {
        return new TrainingProgressed(
                "run-1",
                2,
                TrainingProgressed.State.RUNNING,
                number,
                4,
                10 * number,
                40,
                1.0,
                0.01,
                dice,
                List.of(),
                0.5,
                1,
                null);
    }

    private static Update update(int number, int iteration) {
        return new Update(number, iteration, 5, 0.3, List.of());
    }
}
