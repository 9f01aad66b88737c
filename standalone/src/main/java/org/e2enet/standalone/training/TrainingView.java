package org.e2enet.standalone.training;

import java.util.List;
import java.util.Optional;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.TrainedBy;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.topology.FusionNode;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.Progress;
import org.e2enet.standalone.report.TrainingHistory;

/** A training run as it goes on: lines for people now, curves for the report later. Not thread safe. */
public final class TrainingView implements AutoCloseable {
    private final Console console;
    private final Recipe recipe;
    private final Progress bar;
    private FoldHistory history = FoldHistory.empty("none", 0);
    private int epochsSaid;
    private int updatesSaid;
    private TrainedBy trainedBy;

    public TrainingView(Console console, Recipe recipe) {
        this.console = console;
        this.recipe = recipe;
        this.bar = new Progress(console, "training");
    }

    /** Says what the history tells besides the last one. */
    public void show(FoldHistory now) {
        history = now;
        for (FoldHistory.Update update : now.updates()) {
            if (update.update() > updatesSaid) {
                updatesSaid = update.update();
                say(update);
            }
        }
        for (TrainingProgressed epoch : now.epochs()) {
            if (epoch.epoch() > epochsSaid) {
                epochsSaid = epoch.epoch();
                sayEngine(epoch);
                say(epoch);
            }
        }
    }

    /** Shows how far the fold is. */
    public void show(TrainingProgressed progress) {
        if (progress.state() == TrainingProgressed.State.RUNNING) {
            TrainingProgressed furthest = furthest(progress);
            bar.at(furthest.iteration(), furthest.iterations(), furthest.secondsLeft());
        }
    }

    /** A fold's document says where its last state was saved; its last epoch may be further. */
    TrainingProgressed furthest(TrainingProgressed document) {
        return history.epochs().stream()
                .filter(epoch -> epoch.iteration() > document.iteration())
                .reduce((before, last) -> last)
                .orElse(document);
    }

    /** What trains the fold; empty before its first epoch. */
    public Optional<TrainedBy> trainedBy() {
        return Optional.ofNullable(trainedBy);
    }

    /** Curves for a report. */
    public TrainingHistory history() {
        return new TrainingHistory(
                history.epochs().stream()
                        .map(epoch -> new TrainingHistory.Epoch(epoch.epoch(), epoch.loss(), dice(epoch)))
                        .toList(),
                history.updates().stream()
                        .filter(update -> update.update() > 0)
                        .map(update -> new TrainingHistory.TopologyUpdate(
                                (double) update.iteration() / recipe.iterationsPerEpoch(),
                                update.dropped(),
                                update.dropped()))
                        .toList());
    }

    /** Stage by stage, finest level first; as after the last topology update. */
    public List<FusionNode> fusionNodes() {
        return history.updates().isEmpty()
                ? List.of()
                : FusionNode.of(history.updates().getLast().directions());
    }

    @Override
    public void close() {
        bar.close();
    }

    /** Once, and again when a fold goes on on another one. */
    private void sayEngine(TrainingProgressed epoch) {
        if (epoch.trainedBy() != null && !epoch.trainedBy().equals(trainedBy)) {
            trainedBy = epoch.trainedBy();
            console.say("training on engine %s: %s".formatted(trainedBy.engine(), trainedBy.reason()));
        }
    }

    private void say(TrainingProgressed epoch) {
        double dice = dice(epoch);
        console.say("epoch %2d/%d  loss %6.3f  Dice %s  %.2f s/step  %s left"
                .formatted(
                        epoch.epoch(),
                        epoch.epochs(),
                        epoch.loss(),
                        Double.isNaN(dice) ? "  -  " : "%.3f".formatted(dice),
                        epoch.secondsPerIteration(),
                        Progress.clock(epoch.secondsLeft())));
    }

    private void say(FoldHistory.Update update) {
        console.say("topology update %d after step %d: %,d connections dropped, %,d grown; %.0f %% of all tried so far"
                .formatted(
                        update.update(),
                        update.iteration(),
                        update.dropped(),
                        update.dropped(),
                        100 * update.exploredShare()));
    }

    private static double dice(TrainingProgressed epoch) {
        return epoch.meanPseudoDice() == null ? Double.NaN : epoch.meanPseudoDice();
    }
}
