package org.e2enet.train.publish;

import jakarta.inject.Singleton;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.checkpoint.Probe;
import org.e2enet.network.engine.Model;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.store.ObjectStore;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.runtime.TorchRuntime;
import org.e2enet.training.run.RunState;

/**
 * A small random input and the logits the trained model gives on it, float32 on the CPU: whoever serves the model proves with
 * it that weights, plan and engine belong together.
 */
@Singleton
public class Probes {
    private static final TorchOptions OPTIONS = TorchOptions.DEFAULT;

    private final ObjectStore objects;

    Probes(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * Refuses where no probe can be made, whatever engine trains: a fold would learn for hours, and nobody could have its model.
     *
     * @throws org.e2enet.faults.FaultException TOR-102 when libtorch cannot be loaded
     */
    public void requireEngine() {
        TorchRuntime.require(OPTIONS);
    }

    ObjectRef store(TrainingRequested request, RunState state) {
        Model model = new Model(
                Architectures.graph(request.plan()),
                state.training().weights(),
                state.training().topology());
        Probe probe = Probe.of(
                new TorchEngine(OPTIONS),
                model,
                request.plan(),
                request.recipe().seed());
        return objects.put(probe.toSafetensors().toBytes(), SafetensorsWriter.MEDIA_TYPE);
    }
}
