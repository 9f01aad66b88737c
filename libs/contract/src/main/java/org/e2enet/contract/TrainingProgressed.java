package org.e2enet.contract;

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
 */
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
        Fault fault)
        implements Event {
    /** Of a fold; the last two are final. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED
    }

    public TrainingProgressed {
        Check.name(runId, "runId");
        Check.atLeast(fold, 0, "fold");
        Check.present(state, "state");
        Check.within(epoch, 0, epochs, "epoch");
        Check.within(iteration, 0, iterations, "iteration");
        pseudoDicePerClass = Check.listWithGaps(pseudoDicePerClass);
        if ((state == State.FAILED) != (fault != null)) {
            throw new IllegalArgumentException("fault must be given with state FAILED and only then");
        }
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
