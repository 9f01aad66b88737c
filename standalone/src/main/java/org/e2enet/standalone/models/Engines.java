package org.e2enet.standalone.models;

import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.EngineName;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;

/** Engines by name. */
public final class Engines {
    private Engines() {}

    public static Engine open(EngineName name) {
        return switch (name) {
            case SPARSE -> new SparseEngine();
            case TORCH -> new TorchEngine(TorchOptions.DEFAULT);
        };
    }
}
