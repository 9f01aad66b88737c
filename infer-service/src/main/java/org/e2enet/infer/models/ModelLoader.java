package org.e2enet.infer.models;

import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Set;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.PostProcessing;
import org.e2enet.infer.config.InferConfig;
import org.e2enet.network.checkpoint.Probe;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.Model;
import org.e2enet.store.ObjectStore;

/** Brings a published checkpoint from the store to the point where it can serve. */
@Singleton
class ModelLoader {
    private final Catalogue catalogue;
    private final ObjectStore objects;
    private final Engine engine;
    private final InferConfig config;

    ModelLoader(Catalogue catalogue, ObjectStore objects, Engine engine, InferConfig config) {
        this.catalogue = catalogue;
        this.objects = objects;
        this.engine = engine;
        this.config = config;
    }

    /**
     * What the store says of a model now.
     *
     * @throws org.e2enet.faults.FaultException INF-101 when it is not there
     */
    CheckpointPublished find(String modelId) {
        return catalogue.models().find(modelId).orElseThrow(() -> ModelFaults.unknown(modelId));
    }

    /** Whether a model is as the store has it; a best model is replaced by better ones, a decision comes after the model. */
    boolean isCurrent(ServedModel model, CheckpointPublished checkpoint) {
        return model.weightsSha256().equals(checkpoint.weights().sha256())
                && model.postProcessing().equals(postProcessing(checkpoint));
    }

    /**
     * Loads, probes and compiles a model.
     *
     * @throws org.e2enet.faults.FaultException when its weights do not fit its plan (NET-2xx), it needs too much memory (INF-105),
     *     which is known before any work, has no probe (INF-102), or fails it (INF-103, INF-104)
     */
    ServedModel load(CheckpointPublished checkpoint) {
        String modelId = checkpoint.modelId();
        Model model = StoredModel.model(checkpoint, objects);
        requireMemory(modelId, engine.peakBytes(model, checkpoint.plan().patch()));
        Probe probe = StoredModel.probe(checkpoint, objects).orElseThrow(() -> ModelFaults.noProbe(modelId));
        double deviation = deviation(modelId, model, probe);
        CompiledNetwork network = engine.compile(model, checkpoint.plan().patch());
        return new ServedModel(
                modelId,
                checkpoint.weights().sha256(),
                checkpoint.plan(),
                Set.copyOf(checkpoint.recipe().augmentation().mirrorAxes()),
                postProcessing(checkpoint),
                deviation,
                network);
    }

    private void requireMemory(String modelId, long bytes) {
        long limitBytes = config.memoryLimit().asLongValue();
        if (bytes > limitBytes) {
            throw ModelFaults.memory(modelId, bytes, limitBytes);
        }
    }

    private static PostProcessing postProcessing(CheckpointPublished checkpoint) {
        return Objects.requireNonNullElse(checkpoint.postProcessing(), PostProcessing.NONE);
    }

    private double deviation(String modelId, Model model, Probe probe) {
        try (CompiledNetwork network = engine.compile(model, probe.patch())) {
            double deviation = probe.deviation(network);
            if (deviation > config.probeTolerance()) {
                throw ModelFaults.probe(modelId, deviation, config.probeTolerance());
            }
            return deviation;
        }
    }
}
