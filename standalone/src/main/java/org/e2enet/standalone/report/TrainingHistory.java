package org.e2enet.standalone.report;

import java.util.List;

/**
 * What a training run told about itself.
 *
 * @param epochs in order
 * @param updates in order
 */
public record TrainingHistory(List<Epoch> epochs, List<TopologyUpdate> updates) {
    /**
     * @param number from 1
     * @param loss mean training loss over the epoch's steps
     * @param dice mean pseudo-Dice over foreground classes, NaN where it was not measured
     */
    public record Epoch(int number, double loss, double dice) {}

    /**
     * @param epoch fractional, in epochs done
     * @param dropped connections of all fusion tensors
     * @param grown connections of all fusion tensors
     */
    public record TopologyUpdate(double epoch, long dropped, long grown) {}

    public TrainingHistory {
        epochs = List.copyOf(epochs);
        updates = List.copyOf(updates);
    }
}
