package org.e2enet.train.fold;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Fault;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.store.ObjectStore;
import org.e2enet.train.publish.Models;

/** The published models that requests start from. */
@Singleton
class StartModels {
    private final Models models;
    private final ObjectStore objects;

    StartModels(Models models, ObjectStore objects) {
        this.models = models;
        this.objects = objects;
    }

    /**
     * Refuses a request whose start model is not there or has another network; a request without one passes.
     *
     * @throws org.e2enet.faults.FaultException TRA-108, NET-108
     */
    void check(TrainingRequested request) {
        if (request.start() != null) {
            request.plan().requireStart(published(request).plan());
        }
    }

    /** The model that a request with a start names. */
    Checkpoint load(TrainingRequested request) {
        try (SafetensorsFile file =
                SafetensorsFile.open(objects.localFile(published(request).weights()))) {
            return Checkpoint.read(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private CheckpointPublished published(TrainingRequested request) {
        String modelId = request.start().modelId();
        return models.find(modelId).orElseThrow(() -> new Fault(
                        "TRA-108",
                        "no such model to start from",
                        modelId,
                        "Give start.modelId the id of a published model, not an alias.")
                .exception());
    }
}
