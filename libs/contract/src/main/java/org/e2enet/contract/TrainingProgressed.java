package org.e2enet.contract;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.e2enet.faults.Fault;

/**
 * Where a fold stands.
 *
 * @param epoch finished epochs, of {@code epochs}
 * @param iteration finished steps, of {@code iterations}
 * @param loss mean training loss since the last report, or null before the first step
 * @param learningRate of the last step
 * @param meanPseudoDice mean of the defined entries of {@code pseudoDicePerClass}, or null when there are none
 * @param pseudoDicePerClass of the labels 1, 2, …; null where a class did not occur
 * @param fault why it failed; only with state FAILED
 * @param absentLabels labels of the data set that no training case of this fold shows: it cannot learn them; ascending
 * @param trainedBy what makes its steps; null before the first process took it up
 */
@RecordBuilder
public record TrainingProgressed(
        String runId,
        int fold,
        State state,
        int epoch,
        int epochs,
        int iteration,
        int iterations,
        Double loss,
        double learningRate,
        Double meanPseudoDice,
        List<Double> pseudoDicePerClass,
        double secondsPerIteration,
        double secondsLeft,
        Fault fault,
        List<Integer> absentLabels,
        TrainedBy trainedBy)
        implements Event, TrainingProgressedBuilder.With {
    /** Of a fold; all but the first are final. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED,
        /** Somebody asked for its end; a later request does not go on from it. */
        CANCELLED
    }

    /** Of a fold that nobody took up yet. */
    public TrainingProgressed(
            String runId,
            int fold,
            State state,
            int epoch,
            int epochs,
            int iteration,
            int iterations,
            Double loss,
            double learningRate,
            Double meanPseudoDice,
            List<Double> pseudoDicePerClass,
            double secondsPerIteration,
            double secondsLeft,
            Fault fault) {
        this(
                runId,
                fold,
                state,
                epoch,
                epochs,
                iteration,
                iterations,
                loss,
                learningRate,
                meanPseudoDice,
                pseudoDicePerClass,
                secondsPerIteration,
                secondsLeft,
                fault,
                List.of(),
                null);
    }

    public TrainingProgressed {
        Check.name(runId, "runId");
        Check.atLeast(fold, 0, "fold");
        Check.present(state, "state");
        Check.within(epoch, 0, epochs, "epoch");
        Check.within(iteration, 0, iterations, "iteration");
        pseudoDicePerClass = Check.listWithGaps(pseudoDicePerClass);
        absentLabels = Check.list(absentLabels);
        if ((state == State.FAILED) != (fault != null)) {
            throw new IllegalArgumentException("fault must be given with state FAILED and only then");
        }
    }

    /** The same figures in another state, with no seconds left.
     *
     * @param why only with state FAILED
     */
    public TrainingProgressed in(State next, Fault why) {
        return with(fold -> fold.state(next).secondsLeft(0).fault(why));
    }

    @Override
    public String key() {
        return runId;
    }

    @Override
    public String toString() {
        return "TrainingProgressed[" + runId + "/" + fold + ", " + iteration + " of " + iterations + ", " + state + "]";
    }
}
