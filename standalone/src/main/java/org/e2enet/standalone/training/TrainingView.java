package org.e2enet.standalone.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.DirectionShares;
import org.e2enet.contract.Event;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.report.FusionNode;
import org.e2enet.standalone.report.TrainingHistory;

/** A training run as it goes on: lines for people now, curves for the report later. Not thread safe. */
public final class TrainingView {
    private static final int BAR_WIDTH = 24;

    private final Console console;
    private final Recipe recipe;
    private final List<TrainingHistory.Epoch> epochs = new ArrayList<>();
    private final List<TrainingHistory.TopologyUpdate> updates = new ArrayList<>();
    private List<DirectionShares> directions = List.of();

    public TrainingView(Console console, Recipe recipe) {
        this.console = console;
        this.recipe = recipe;
    }

    /** Takes any event; those that are not about training pass. */
    public void show(Event event) {
        switch (event) {
            case TrainingProgressed progress -> show(progress);
            case MasksEvolved evolution -> show(evolution);
            default -> {
                // Not about training.
            }
        }
    }

    public TrainingHistory history() {
        return new TrainingHistory(epochs, updates);
    }

    /** Stage by stage, finest level first; as after the last topology update. */
    public List<FusionNode> fusionNodes() {
        return FusionNodes.of(directions);
    }

    private void show(TrainingProgressed progress) {
        int last = epochs.isEmpty() ? 0 : epochs.getLast().number();
        if (progress.epoch() > last && progress.loss() != null) {
            double dice = progress.meanPseudoDice() == null ? Double.NaN : progress.meanPseudoDice();
            epochs.add(new TrainingHistory.Epoch(progress.epoch(), progress.loss(), dice));
            console.say("epoch %2d/%d  loss %6.3f  Dice %s  %.2f s/step  %s left"
                    .formatted(
                            progress.epoch(),
                            progress.epochs(),
                            progress.loss(),
                            Double.isNaN(dice) ? "  -  " : "%.3f".formatted(dice),
                            progress.secondsPerIteration(),
                            clock(progress.secondsLeft())));
        }
        console.progress("[%s] step %d of %d, %s left"
                .formatted(
                        bar((double) progress.iteration() / progress.iterations()),
                        progress.iteration(),
                        progress.iterations(),
                        clock(progress.secondsLeft())));
    }

    private void show(MasksEvolved evolution) {
        if (!evolution.directions().isEmpty()) {
            directions = evolution.directions();
        }
        if (evolution.update() == 0) {
            return;
        }
        double epoch = (double) evolution.iteration() / recipe.iterationsPerEpoch();
        updates.add(new TrainingHistory.TopologyUpdate(epoch, evolution.dropped(), evolution.dropped()));
        console.say("topology update %d after step %d: %,d connections dropped, %,d grown; %.0f %% of all tried so far"
                .formatted(
                        evolution.update(),
                        evolution.iteration(),
                        evolution.dropped(),
                        evolution.dropped(),
                        100 * evolution.exploredShare()));
    }

    private static String bar(double share) {
        int full = (int) Math.round(BAR_WIDTH * Math.clamp(share, 0, 1));
        return "=".repeat(full) + " ".repeat(BAR_WIDTH - full);
    }

    private static String clock(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "?";
        }
        Duration left = Duration.ofSeconds(Math.round(seconds));
        return "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
    }
}
