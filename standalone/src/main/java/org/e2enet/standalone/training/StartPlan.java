package org.e2enet.standalone.training;

import org.e2enet.client.IngestClient;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.plan.Plan;

/** The plan of a tuning that names none. */
final class StartPlan {
    private StartPlan() {}

    /** The model's plan with the ends of the data set: its channels, which must be as many as the model's, and its classes. */
    static Plan of(CheckpointPublished model, IngestClient ingest, String dataset) throws InterruptedException {
        DatasetDefinition definition = ingest.dataset(dataset);
        return model.plan().withEnds(definition.channelNames().size(), definition.classes());
    }
}
