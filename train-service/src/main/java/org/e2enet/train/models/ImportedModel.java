package org.e2enet.train.models;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.FaultException;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.Description;
import org.e2enet.network.checkpoint.Probe;
import org.e2enet.network.costs.CostCounter;
import org.e2enet.network.costs.Costs;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.store.ObjectStore;
import org.e2enet.train.publish.TrainingEvents;

/** A checkpoint from elsewhere, published as a fold's own: objects, document, event, in this order. */
@Singleton
class ImportedModel {
    private final ObjectStore objects;
    private final Catalogue catalogue;
    private final TrainingEvents events;

    ImportedModel(ObjectStore objects, Catalogue catalogue, TrainingEvents events) {
        this.objects = objects;
        this.catalogue = catalogue;
        this.events = events;
    }

    /**
     * Publishes a checkpoint. Its id follows from the content, so that the same weights are the same model.
     *
     * @throws FaultException TRA-401 without such a data set, TRA-402 when the two do not fit, TRA-403 without probe or patch,
     *     NET-xxx when it is no whole checkpoint
     */
    CheckpointPublished publish(String dataset, InputStream file, long limitBytes) {
        DatasetDefinition definition = catalogue.datasets().find(dataset).orElseThrow(() -> ModelFaults.unknownDataset(
                        dataset)
                .exception());
        ObjectRef weights = objects.put(file, SafetensorsWriter.MEDIA_TYPE, limitBytes);
        Checkpoint checkpoint = read(weights);
        CheckpointPublished model = describe(checkpoint, definition, weights);
        catalogue.models().put(model);
        events.send(model);
        return model;
    }

    private Checkpoint read(ObjectRef weights) {
        try (SafetensorsFile file = SafetensorsFile.open(objects.localFile(weights))) {
            return Checkpoint.read(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private CheckpointPublished describe(Checkpoint checkpoint, DatasetDefinition definition, ObjectRef weights) {
        Description description = checkpoint.description();
        Plan plan = description.plan();
        requireFit(
                "inputChannels", plan.inputChannels(), definition.channelNames().size(), definition);
        requireFit("classes", plan.classes(), definition.classes(), definition);
        Probe probe = checkpoint.probe().filter(_ -> plan.patch() != null).orElseThrow(() -> ModelFaults.incomplete()
                .exception());
        Costs costs = CostCounter.of(checkpoint.model().graph(), checkpoint.topology(), plan.patch());
        String modelId = "%.90s-imported-%.12s".formatted(definition.name(), weights.sha256());
        return new CheckpointPublished(
                modelId,
                modelId,
                0,
                description.iteration(),
                CheckpointPublished.Kind.FINAL,
                weights,
                definition,
                plan,
                Objects.requireNonNullElse(description.recipe(), Recipe.paper(0)),
                new ModelCosts(costs.paramsTotal(), costs.paramsActive(), costs.flopsPaper(), costs.flopsExecuted()),
                description.scores(),
                objects.put(probe.toSafetensors().toBytes(), SafetensorsWriter.MEDIA_TYPE));
    }

    private static void requireFit(String field, int planned, int wanted, DatasetDefinition definition) {
        if (planned != wanted) {
            throw ModelFaults.misfit(field, planned, wanted, definition.name()).exception();
        }
    }
}
