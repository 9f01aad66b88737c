package org.e2enet.standalone.models;

import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.Description;
import org.e2enet.network.checkpoint.Probe;
import org.e2enet.network.costs.Costs;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.standalone.client.EventSender;
import org.e2enet.store.FileStore;

/** A checkpoint of foreign weights, published as train-service publishes its own: objects, document, events, in this order. */
final class ImportedModel {
    private final FileStore store;
    private final CheckpointPublished published;

    /** @param checkpoint with a probe, and with a patch in its plan */
    ImportedModel(FileStore store, Checkpoint checkpoint, DatasetDefinition definition, Recipe recipe) {
        this.store = store;
        Description description = checkpoint.description();
        Costs costs = description.costs();
        Probe probe = checkpoint.probe().orElseThrow();
        ObjectRef weights = store.put(SafetensorsWriter.MEDIA_TYPE, checkpoint.toSafetensors()::write);
        // From the content, so that a second import of the same weights is no second model; within the length of an id.
        String modelId = "%.90s-imported-%.12s".formatted(definition.name(), weights.sha256());
        this.published = new CheckpointPublished(
                modelId,
                modelId,
                0,
                description.iteration(),
                CheckpointPublished.Kind.FINAL,
                weights,
                definition,
                description.plan(),
                recipe,
                new ModelCosts(costs.paramsTotal(), costs.paramsActive(), costs.flopsPaper(), costs.flopsExecuted()),
                description.scores(),
                store.put(probe.toSafetensors().toBytes(), SafetensorsWriter.MEDIA_TYPE));
    }

    /** Publishes the model and gives it the alias; returns when the broker has both events. */
    ModelPromoted promote(String alias, EventSender sender) throws InterruptedException {
        ModelPromoted promotion = new ModelPromoted(alias, published.modelId());
        store.publish("models/" + published.modelId() + ".json", EventJson.write(published));
        sender.send(published);
        store.publish("aliases/" + alias + ".json", EventJson.write(promotion));
        sender.send(promotion);
        return promotion;
    }
}
