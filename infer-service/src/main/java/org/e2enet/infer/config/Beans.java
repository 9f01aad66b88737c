package org.e2enet.infer.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.network.engine.Engine;
import org.e2enet.preparation.PreparedScans;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.sparse.SparseOptions;
import org.e2enet.store.ObjectStore;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;

/** What the configuration chooses: the engine, and how much memory it may take with its models and scans. */
final class Beans {
    @Produces
    @Singleton
    MemoryBudget memory(InferConfig config) {
        return MemoryBudget.ofProcess(config.memoryLimit().asLongValue());
    }

    @Produces
    @Singleton
    PreparedScans prepared(ObjectStore objects, Catalogue catalogue, MemoryBudget memory) {
        return new PreparedScans(objects, catalogue, memory);
    }

    @Produces
    @Singleton
    Engine engine(InferConfig config) {
        return switch (config.engine()) {
            case TORCH -> new TorchEngine(TorchOptions.DEFAULT.withThreads(config.threads()));
            case SPARSE -> new SparseEngine(sparseOptions(config));
        };
    }

    private static SparseOptions sparseOptions(InferConfig config) {
        SparseOptions options = SparseOptions.defaults()
                .withMemoryLimitBytes(config.memoryLimit().asLongValue());
        return config.threads() == 0 ? options : options.withThreads(config.threads());
    }
}
