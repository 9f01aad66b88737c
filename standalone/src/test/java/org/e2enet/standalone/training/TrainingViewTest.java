package org.e2enet.standalone.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.e2enet.contract.DirectionShares;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.report.FusionNode;
import org.junit.jupiter.api.Test;

class TrainingViewTest {
    private final TrainingView view = new TrainingView(Console.of(true), Recipe.quick(10, 20, 1));

    @Test
    void shouldTakeOnePointPerFinishedEpoch() {
        view.show(progress(0, 5, 2.0, null));
        view.show(progress(1, 20, 1.5, 0.2));
        view.show(progress(1, 30, 1.4, 0.25));
        view.show(progress(2, 40, 1.2, 0.3));
        view.show(progress(2, 40, 1.2, 0.3));

        assertEquals(
                List.of(1, 2),
                view.history().epochs().stream().map(epoch -> epoch.number()).toList());
        assertEquals(1.5, view.history().epochs().getFirst().loss());
        assertEquals(0.3, view.history().epochs().getLast().dice());
    }

    @Test
    void shouldPlaceUpdatesInEpochsAndKeepTheLastDirections() {
        view.show(evolution(
                0,
                0,
                new DirectionShares("loc0.0.0.blocks.0.conv.weight", 0.3, 0.3, 0.4),
                new DirectionShares("loc1.0.0.blocks.0.conv.weight", 0.5, 0.5, 0)));
        view.show(evolution(
                1,
                50,
                new DirectionShares("loc0.0.0.blocks.0.conv.weight", 0.2, 0.4, 0.4),
                new DirectionShares("loc1.0.0.blocks.0.conv.weight", 0.6, 0.4, 0)));

        assertEquals(1, view.history().updates().size());
        assertEquals(2.5, view.history().updates().getFirst().epoch());
        assertEquals(
                List.of(new FusionNode(1, 1, 0.6, 0.4, 0), new FusionNode(1, 2, 0.2, 0.4, 0.4)), view.fusionNodes());
    }

    private static TrainingProgressed progress(int epoch, int iteration, double loss, Double dice) {
        return new TrainingProgressed(
                "run",
                0,
                TrainingProgressed.State.RUNNING,
                epoch,
                10,
                iteration,
                200,
                loss,
                0.003,
                dice,
                List.of(),
                0.5,
                100,
                null);
    }

    private static MasksEvolved evolution(int update, int iteration, DirectionShares... directions) {
        return new MasksEvolved("run", 0, update, iteration, 0.4, List.of(), List.of(directions), 0.3, null);
    }
}
