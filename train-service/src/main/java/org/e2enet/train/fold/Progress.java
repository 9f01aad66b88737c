package org.e2enet.train.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.TrainedBy;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingProgressed.State;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.training.run.RunListener.EpochReport;

/** Writes {@link TrainingProgressed} events. */
final class Progress {
    private Progress() {}

    static TrainingProgressed notStarted(TrainingRequested request) {
        Recipe recipe = request.recipe();
        return new TrainingProgressed(
                request.runId(),
                request.fold(),
                State.RUNNING,
                0,
                recipe.epochs(),
                0,
                recipe.iterations(),
                null,
                recipe.optimizer().learningRate(),
                null,
                List.of(),
                0,
                0,
                null);
    }

    static TrainingProgressed of(
            TrainingRequested request, EpochReport report, List<Integer> absentLabels, TrainedBy trainedBy) {
        List<Double> dice = new ArrayList<>();
        report.dice().forEach(value -> dice.add(value.orElse(null)));
        Optional<Double> mean = report.meanDice();
        return new TrainingProgressed(
                request.runId(),
                request.fold(),
                State.RUNNING,
                report.epoch(),
                request.recipe().epochs(),
                report.iteration(),
                request.recipe().iterations(),
                report.loss(),
                report.learningRate(),
                mean.orElse(null),
                dice,
                report.secondsPerIteration(),
                report.secondsLeft(),
                null,
                absentLabels,
                trainedBy);
    }
}
