package org.e2enet.standalone.models;

import org.e2enet.network.engine.Engine;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;

/** Engines a command can be told to use. */
public enum EngineName {
    SPARSE,
    TORCH;

    public Engine open() {
        return switch (this) {
            case SPARSE -> new SparseEngine();
            case TORCH -> new TorchEngine(TorchOptions.DEFAULT);
        };
    }
}
