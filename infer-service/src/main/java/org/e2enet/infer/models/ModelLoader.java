package org.e2enet.infer.models;

import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.infer.config.InferConfig;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.memory.MemoryBudget.Loan;
import org.e2enet.memory.Need;
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
    private final MemoryBudget memory;

    ModelLoader(Catalogue catalogue, ObjectStore objects, Engine engine, InferConfig config, MemoryBudget memory) {
        this.catalogue = catalogue;
        this.objects = objects;
        this.engine = engine;
        this.config = config;
        this.memory = memory;
    }

    /**
     * What the store says of a model now.
     *
     * @throws org.e2enet.faults.FaultException INF-101 when it is not there
     */
    CheckpointPublished find(String modelId) {
        return catalogue.models().find(modelId).orElseThrow(() -> ModelFaults.unknown(modelId));
    }

    /**
     * Loads, probes and compiles a model.
     *
     * @param makeRoom has memory given back where there is too little, and answers whether it did
     * @throws org.e2enet.faults.FaultException when its weights do not fit its plan (NET-2xx), it needs too much memory (INF-105),
     *     which is known before any work, has no probe (INF-102), or fails it (INF-103, INF-104)
     */
    ServedModel load(CheckpointPublished checkpoint, BooleanSupplier makeRoom) {
        String modelId = checkpoint.modelId();
        Model model = StoredModel.model(checkpoint, objects);
        Need need = residentNeed(checkpoint, model);
        Loan share = memory.tryReserve(need, makeRoom).orElseThrow(() -> ModelFaults.memory(modelId, need, memory));
        try {
            Probe probe = StoredModel.probe(checkpoint, objects).orElseThrow(() -> ModelFaults.noProbe(modelId));
            double deviation = deviation(modelId, model, probe);
            CompiledNetwork network = engine.compile(model, checkpoint.plan().patch());
            return new ServedModel(checkpoint, deviation, model.topology().sha256(), network, need.totalBytes(), share);
        } catch (RuntimeException failure) {
            share.close();
            throw failure;
        }
    }

    /** The weights, and the working memory that an engine may keep between forwards; not that of one which cannot say it. */
    private Need residentNeed(CheckpointPublished checkpoint, Model model) {
        long working = Math.max(0, engine.peakBytes(model, checkpoint.plan().patch()));
        return new Need(checkpoint.weights().bytes(), working);
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
