package org.e2enet.standalone.training;

import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.plan.Plan;
import org.e2enet.standalone.client.ServiceClient;

/** The plan of a tuning that names none. */
final class StartPlan {
    private StartPlan() {}

    /** The model's plan with the ends of the data set: its channels, which must be as many as the model's, and its classes. */
    static Plan of(CheckpointPublished model, ServiceClient ingest, String dataset) throws InterruptedException {
        DatasetDefinition definition =
                EventJson.mapper().convertValue(ingest.get("/datasets/" + dataset), DatasetDefinition.class);
        return model.plan().withEnds(definition.channelNames().size(), definition.classes());
    }
}
