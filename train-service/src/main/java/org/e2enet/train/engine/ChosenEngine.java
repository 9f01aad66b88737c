package org.e2enet.train.engine;

import org.e2enet.contract.TrainedBy;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.training.TrainingEngine;

/**
 * What trains a fold.
 *
 * @param training makes the steps
 * @param inference segments validation scans with the model, as precise as it was trained
 * @param reason why this one, for people
 */
public record ChosenEngine(TrainingEngine training, Engine inference, String reason) {
    public TrainedBy trainedBy() {
        return new TrainedBy(training.name(), reason);
    }
}
