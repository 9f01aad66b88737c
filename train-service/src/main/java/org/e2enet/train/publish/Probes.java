package org.e2enet.train.publish;

import jakarta.inject.Singleton;
import java.util.List;
import org.e2enet.events.ObjectRef;
import org.e2enet.events.TrainingRequested;
import org.e2enet.network.Size3;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.random.Xoshiro;
import org.e2enet.network.safetensors.SafetensorsWriter;
import org.e2enet.store.ObjectStore;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.training.run.RunState;

/**
 * A small random input and the logits the trained model gives on it, float32 on the CPU: whoever serves the model proves with
 * it that weights, plan and engine belong together.
 */
@Singleton
public class Probes {
    /** Twice the divisor leaves two voxels at the coarsest level, so that its instance norm has something to norm. */
    private static final int TIMES_DIVISOR = 2;

    private final ObjectStore objects;

    Probes(ObjectStore objects) {
        this.objects = objects;
    }

    ObjectRef store(TrainingRequested request, RunState state) {
        Graph graph = Architectures.graph(request.plan());
        Size3 divisor = request.plan().divisor();
        Size3 extent = divisor.times(Size3.cube(TIMES_DIVISOR));
        float[] input = new float[Math.toIntExact(graph.inputChannels() * extent.volume())];
        Xoshiro random = Xoshiro.of(request.recipe().seed(), "probe");
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        Model model =
                new Model(graph, state.training().weights(), state.training().topology());
        float[] logits;
        try (CompiledNetwork network = new TorchEngine(TorchOptions.DEFAULT).compile(model, extent)) {
            logits = network.forward(input, 1).getFirst();
        }
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("input", shape(graph.inputChannels(), extent), input);
        writer.add("logits.0", shape(graph.classes(), extent), logits);
        return objects.put(writer.toBytes(), SafetensorsWriter.MEDIA_TYPE);
    }

    private static List<Integer> shape(int channels, Size3 extent) {
        return List.of(1, channels, extent.depth(), extent.height(), extent.width());
    }
}
