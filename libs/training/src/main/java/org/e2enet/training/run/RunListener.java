package org.e2enet.training.run;

import java.util.List;
import java.util.Optional;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyUpdate;

/** Hears of a run as it goes, on the training thread: what it does delays the next step, what it throws ends the run. */
public interface RunListener {
    /** Before the first step of this process: at iteration 0 with the start topology, later with the resumed one. */
    void started(RunState state);

    void epochFinished(EpochReport report);

    /** After an update; {@code number} counts from 1. */
    void topologyUpdated(int number, TopologyUpdate update, Topology topology, double exploredShare);

    void checkpoint(CheckpointKind kind, RunState state);

    /** Why a checkpoint was taken. */
    enum CheckpointKind {
        INTERIM,
        BEST,
        FINAL
    }

    /**
     * An epoch in figures.
     *
     * @param epoch finished epochs
     * @param loss mean of the epoch's steps
     * @param dice per foreground class, empty where undefined
     * @param secondsPerIteration mean of the epoch, validation included
     */
    record EpochReport(
            int epoch,
            int iteration,
            double loss,
            double learningRate,
            List<Optional<Double>> dice,
            Optional<Double> meanDice,
            double secondsPerIteration,
            double secondsLeft) {}
}
