package org.e2enet.standalone.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.e2enet.contract.DirectionShares;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.TrainedBy;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.topology.FusionNode;
import org.e2enet.standalone.console.Console;
import org.junit.jupiter.api.Test;

class TrainingViewTest {
    private final TrainingView view = new TrainingView(Console.of(true), Recipe.quick(10, 20, 1));

    @Test
    void shouldTakeOnePointPerFinishedEpoch() {
        view.show(FoldHistory.empty("run", 0)
                .with(progress(1, 20, 1.5, 0.2))
                .with(progress(2, 40, 1.3, null))
                .with(progress(2, 40, 1.2, 0.3)));

        assertEquals(
                List.of(1, 2),
                view.history().epochs().stream().map(epoch -> epoch.number()).toList());
        assertEquals(1.5, view.history().epochs().getFirst().loss());
        assertEquals(0.3, view.history().epochs().getLast().dice());
    }

    @Test
    void shouldForgetWhatAFoldToldBeforeItWentBackToItsCheckpoint() {
        view.show(FoldHistory.empty("run", 0)
                .with(progress(1, 20, 1.5, 0.2))
                .with(progress(2, 40, 1.2, 0.3))
                .with(progress(3, 60, 1.1, 0.3))
                .with(progress(2, 40, 1.25, 0.31)));

        assertEquals(1.25, view.history().epochs().getLast().loss());
        assertEquals(2, view.history().epochs().size());
    }

    @Test
    void shouldPlaceUpdatesInEpochsAndKeepTheLastDirections() {
        view.show(FoldHistory.empty("run", 0)
                .with(evolution(
                        0,
                        0,
                        new DirectionShares("loc0.0.0.blocks.0.conv.weight", 0.3, 0.3, 0.4),
                        new DirectionShares("loc1.0.0.blocks.0.conv.weight", 0.5, 0.5, 0)))
                .with(evolution(
                        1,
                        50,
                        new DirectionShares("loc0.0.0.blocks.0.conv.weight", 0.2, 0.4, 0.4),
                        new DirectionShares("loc1.0.0.blocks.0.conv.weight", 0.6, 0.4, 0))));

        assertEquals(1, view.history().updates().size());
        assertEquals(2.5, view.history().updates().getFirst().epoch());
        assertEquals(
                List.of(new FusionNode(1, 1, 0.6, 0.4, 0), new FusionNode(1, 2, 0.2, 0.4, 0.4)), view.fusionNodes());
    }

    @Test
    void shouldBeAsFarAsTheLastEpochBetweenTwoSavedStates() {
        TrainingProgressed saved = progress(1, 20, 1.5, 0.2);
        TrainingProgressed last = progress(3, 60, 1.1, 0.3);
        assertEquals(saved, view.furthest(saved), "nothing told yet");

        view.show(FoldHistory.empty("run", 0)
                .with(saved)
                .with(progress(2, 40, 1.2, 0.3))
                .with(last));

        assertEquals(last, view.furthest(saved));
        TrainingProgressed end = progress(10, 200, 0.9, 0.4);
        assertEquals(end, view.furthest(end));
    }

    @Test
    void shouldTellWhatTrainedTheLastEpoch() {
        view.show(FoldHistory.empty("run", 0).with(progress(1, 20, 1.5, 0.2)));
        assertEquals(Optional.empty(), view.trainedBy(), "an older service does not tell");

        TrainedBy engine = new TrainedBy("sparse", "a sparse network on a CPU");
        view.show(FoldHistory.empty("run", 0).with(progress(2, 40, 1.4, 0.2).withTrainedBy(engine)));

        assertEquals(Optional.of(engine), view.trainedBy());
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
