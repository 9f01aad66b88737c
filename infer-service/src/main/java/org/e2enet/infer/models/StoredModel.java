package org.e2enet.infer.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.checkpoint.Probe;
import org.e2enet.network.engine.Model;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.store.ObjectStore;

/** A published checkpoint's tensors, as the store keeps them. */
final class StoredModel {
    private StoredModel() {}

    /** The model of the checkpoint's plan and weights, checked to fit each other. */
    static Model model(CheckpointPublished checkpoint, ObjectStore store) {
        return ModelTensors.read(store.localFile(checkpoint.weights()), checkpoint.plan());
    }

    /** The checkpoint's probe, if it has one. */
    static Optional<Probe> probe(CheckpointPublished checkpoint, ObjectStore store) {
        if (checkpoint.probe() == null) {
            return Optional.empty();
        }
        try (SafetensorsFile file = SafetensorsFile.open(store.localFile(checkpoint.probe()))) {
            return Optional.of(new Probe(file.tensor("input"), file.tensor("logits.0")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (IllegalArgumentException shapes) {
            throw ModelFaults.probeShape(checkpoint.modelId(), shapes.getMessage());
        }
    }
}
