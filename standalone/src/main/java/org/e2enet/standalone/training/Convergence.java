package org.e2enet.standalone.training;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.scoring.figure.ConvergenceFigure.Curve;
import org.e2enet.scoring.figure.ConvergenceFigure.Point;

/** How a fold converged, as a curve: the mean Dice over its validation patches, epoch by epoch. */
final class Convergence {
    private Convergence() {}

    static Curve of(FoldHistory history) {
        List<Point> points = new ArrayList<>();
        for (TrainingProgressed epoch : history.epochs()) {
            if (epoch.meanPseudoDice() != null) {
                points.add(new Point(epoch.epoch(), epoch.meanPseudoDice()));
            }
        }
        return new Curve(history.runId() + " fold " + history.fold(), points, updates(history));
    }

    /** Update 0 is the start. */
    private static List<Double> updates(FoldHistory history) {
        if (history.epochs().isEmpty()) {
            return List.of();
        }
        TrainingProgressed last = history.epochs().getLast();
        double stepsOfEpoch = (double) last.iterations() / last.epochs();
        return history.updates().stream()
                .filter(update -> update.update() > 0)
                .map(update -> update.iteration() / stepsOfEpoch)
                .toList();
    }
}
